using System.Net;
using System.Text;
using System.Text.Json;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Events;
using Engagement.Placements.Tokens;
using Engagement.Server.Commands;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>
/// Three processes (on SQLite one) are told 5,000 events, each of 2,500 twice, of two campaigns with a total of 1,000 and a daily budget
/// of 700 units: of the one 400 were billed the day before, so that its total bites, of the other nothing, so that its daily one does.
/// </summary>
public sealed class BillingTests
{
    private const int Pages = 1_250, Total = 1_000, Daily = 700, Before = 400, PerBeacon = 50, AtOnce = 6;

    /// <summary>By which the campaigns are told apart.</summary>
    private const string BegunBefore = "begun before", BegunNow = "begun now";

    [Theory, EachEngine]
    public Task However_many_processes_count_exactly_what_was_booked_is_billed(string engine) => RunAsync(engine, kills: false);

    [Theory, EachEngine]
    public Task The_same_when_one_of_them_is_killed_and_what_it_did_not_answer_is_told_again(string engine) => RunAsync(engine, kills: true);

    private static async Task RunAsync(string engine, bool kills)
    {
        var time = new StandingClock(DateTimeOffset.UtcNow.AddDays(-1));
        await using var site = await Site.StartAsync(engine, time, "Pace:PlacementEventsPerMinute=0", "Pace:PlacementEventsPerAddress=0");
        var tokens = await PlaceAsync(site, time);
        await site.Server.StopAsync();
        string[] settings =
        [
            $"Database:Provider={engine}", $"Database:ConnectionString={site.Server.Database.ConnectionString}", "Pace:PlacementEventsPerMinute=0", "Pace:PlacementEventsPerAddress=0",
            "RateLimits:PlacementEventsPerAddress=0",
        ];
        Task<ServerProcess>[] servers = [.. Enumerable.Range(0, engine == Engines.Sqlite ? 1 : 3).Select(_ => ServerProcess.StartAsync(site.Server.Folder, settings))];
        try
        {
            await Task.WhenAll(servers);
            var random = new Random(7);
            string[][] beacons = [.. tokens.Concat(tokens).OrderBy(_ => random.Next()).Chunk(PerBeacon)];
            using var http = new HttpClient();
            var (answered, next) = (0, 0);
            var sending = Parallel.ForEachAsync(beacons, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (beacon, _) =>
            {
                while (!await TellAsync(http, (await servers[Interlocked.Increment(ref next) % servers.Length]).Address, beacon)) { } // the next one, or the one that comes back
                Interlocked.Increment(ref answered);
            });
            if (kills)
            {
                Assert.True(await Wait.UntilAsync(() => Volatile.Read(ref answered) > beacons.Length / 4));
                servers[0] = KillAndStartAsync(await servers[0], site.Server.Folder, settings);
            }
            await sending;
        }
        finally
        {
            foreach (var server in servers)
                await (await server).DisposeAsync();
        }
        await AssertBilledAsync(site.Server.Database);
        var verified = await ServerProcess.RunAsync(site.Server.Folder, ["placements", "verify", .. settings.SelectMany(s => new[] { "--config", s })]);
        Assert.True(verified.ExitCode == CommandLine.Success, verified.Output + verified.Error);
    }

    private static async Task<ServerProcess> KillAndStartAsync(ServerProcess server, string folder, string[] settings)
    {
        await server.KillAsync();
        await server.DisposeAsync();
        return await ServerProcess.StartAsync(folder, settings);
    }

    /// <summary>Tokens of both campaigns, taken before anything of this day is counted.</summary>
    private static async Task<IReadOnlyList<string>> PlaceAsync(Site site, StandingClock time)
    {
        await site.AdvertiserAsync();
        var (maria, article) = (site.Manager("maria", "acme"), await site.ArticleAsync());
        using var reader = new Browser(site);
        await BookAsync(BegunBefore, "INLINE_TEXT");
        foreach (var beacon in (await PlacedAsync(Before, "INLINE_TEXT")).Chunk(PerBeacon))
            await reader.SeeAsync("VIEWABLE", beacon);
        time.Now = DateTimeOffset.UtcNow;
        await BookAsync(BegunNow, "RELATED_NEWS");
        return [.. await PlacedAsync(Pages, "INLINE_TEXT"), .. await PlacedAsync(Pages, "RELATED_NEWS")];

        async Task BookAsync(string name, string slot)
        {
            await site.ApprovedAsync(maria, Desk.Campaign(("name", name), ("total", Total), ("daily", Daily), ("startsOn", $"{time.Now:yyyy-MM-dd}"), ("slots", new[] { slot })));
            await site.Server.ServeAsync();
        }

        // One is chosen for a page; the others are as if it were chosen again and again, which a plan would keep from happening.
        async Task<IEnumerable<string>> PlacedAsync(int count, string slot)
        {
            var token = PlacementToken.Read((await reader.Person.PlacedAsync(article, slot)).Token())!; // it is one
            var key = await site.Server.Services.GetRequiredService<PlacementKeys>().OfAsync(token.At, TestContext.Current.CancellationToken);
            return Enumerable.Range(0, count).Select(_ => (token with { Nonce = PlacementToken.NewNonce() }).Sign(key)).ToList();
        }
    }

    /// <summary>False if there was no answer that says that all of it is counted.</summary>
    private static async Task<bool> TellAsync(HttpClient http, Uri server, string[] tokens)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "placements/events"))
            {
                Content = new StringContent(JsonSerializer.Serialize(new { events = tokens.Select(token => new { token, kind = "VIEWABLE" }) }), Encoding.UTF8, "text/plain"),
            };
            request.Headers.TryAddWithoutValidation("User-Agent", Browser.Firefox);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false;
        }
    }

    /// <summary>By the sums of creatives beside articles, which <c>placements verify</c> compares with those of campaigns.</summary>
    private static async Task AssertBilledAsync(TestDatabase database)
    {
        await using var db = database.OpenContext();
        var names = await db.Set<Campaign>().ToDictionaryAsync(c => c.Id, c => c.Name, TestContext.Current.CancellationToken);
        var days = (await db.Set<PlacementDay>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken)).ToLookup(d => names[d.CampaignId]);
        Assert.Equal((Before + Pages, Total, Before + Pages - Total), (days[BegunBefore].Sum(d => d.Viewables), days[BegunBefore].Sum(d => d.Billed), days[BegunBefore].Sum(d => d.Over)));
        Assert.Equal(Pages, days[BegunNow].Sum(d => d.Viewables));
        Assert.All(days[BegunNow], day => Assert.Equal((Math.Min(day.Viewables, Daily), Math.Max(0, day.Viewables - Daily)), (day.Billed, day.Over))); // two rows if midnight passed
    }
}
