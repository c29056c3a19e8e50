using System.Net;
using Engagement.Placements.Events;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>How often one address may tell of placements, and how much of it counts as readers'.</summary>
public sealed class EventLimitTests
{
    private const string NoEvents = """{"events":[]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Beacons_are_no_mutations_and_have_a_limit_of_their_own()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite, null, "RateLimits:MutationsPerAddress=1", "RateLimits:MutationsPerCaller=1", "RateLimits:PlacementEventsPerAddress=4");
        using var reader = new Browser(site);
        for (var i = 0; i < 2; i++)
            using (var taken = await reader.BeaconAsync(NoEvents))
                Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        for (var i = 0; i < 2; i++) // signed in or not
            await (i == 0 ? reader.Person : site.Alice).DoAsync("recordPlacementEvents", "RecordPlacementEventsInput", "counted", new { events = Array.Empty<object>() });

        using (var refused = await reader.BeaconAsync(NoEvents))
            Assert.Equal((HttpStatusCode.TooManyRequests, true), (refused.StatusCode, refused.Headers.RetryAfter?.Delta > TimeSpan.Zero));
        Assert.Equal("RATE_LIMITED", await CodeAsync("mutation { recordPlacementEvents(input: {events: []}) { counted } }"));
        Assert.Null(await CodeAsync("mutation { a: recordPlacementEvents(input: {events: []}) { counted } __typename }")); // this one is a mutation like any other
        Assert.Equal("RATE_LIMITED", await CodeAsync("mutation { a: recordPlacementEvents(input: {events: []}) { counted } __typename }"));

        async Task<string?> CodeAsync(string document) =>
            (await site.Anybody.Client.AskAsync(document)).TryGetProperty("errors", out var errors) ? errors[0].At("extensions", "code").GetString() : null;
    }

    [Theory, EachEngine]
    public async Task An_address_with_many_agents_is_one_address(string engine)
    {
        await using var site = await Site.StartAsync(engine, settings: "Pace:PlacementEventsPerAddress=3");
        await site.AdvertiserAsync();
        var article = await site.ArticleAsync();
        await site.ApprovedAsync(site.Manager("maria", "acme"));
        await site.Server.ServeAsync();
        for (var i = 0; i < 5; i++)
        {
            using var reader = new Browser(site, $"{Browser.Firefox} {i}");
            Assert.Equal(i < 3 ? 1 : 0, await reader.SeeAsync("VIEWABLE", (await reader.Person.PlacedAsync(article)).Token()));
        }
        await using var db = site.Server.Database.OpenContext();
        Assert.Equal(3, await db.Set<PlacementDay>().SumAsync(d => d.Viewables, Cancel));
        Assert.Equal(2, await db.Set<InvalidPlacementDay>().Where(d => d.Reason == Engagement.Counts.Traffic.InvalidTrafficReason.Rate).SumAsync(d => d.Count, Cancel));
        await site.Server.VerifyPlacementsAsync();
    }
}
