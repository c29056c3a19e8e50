using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Engagement.Placements.Serving;
using Engagement.Placements.Tokens;
using Engagement.Placements.Verification;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>Asks for placements and tells what became of them, as a page does.</summary>
internal static class Page
{
    public const string All = "id slot position kind headline text callToAction clickUrl displayHost token image { url width height alt } disclosure { label sponsor paidBy why }";

    /// <summary>What nobody gets a placement without.</summary>
    public const string Disclosed = "disclosure { label sponsor }";

    /// <summary>What is placed on a page now, beside what is never left out; null if that failed.</summary>
    public static async Task<JsonElement> PlacementsAsync(this Person who, string articleId, string selection, params string[] slots) =>
        (await who.QueryAsync($"query($id: ID!, $slots: [String!]!) {{ article(by: {{id: $id}}) {{ placements(slots: $slots) {{ {selection} {Disclosed} }} }} }}", new { id = articleId, slots }))
            .GetProperty("article").GetProperty("placements");

    /// <summary>The one placement of a slot, as soon as there is one.</summary>
    public static async Task<JsonElement> PlacedAsync(this Person who, string articleId, string slot = "INLINE_TEXT")
    {
        JsonElement placed = default;
        Assert.True(await Wait.UntilAsync(async () =>
        {
            placed = await who.PlacementsAsync(articleId, All, slot);
            return placed.GetArrayLength() == 1;
        }), "Nothing is placed.");
        return placed[0];
    }

    /// <summary>Waits until what this server serves from is what is in the database now.</summary>
    public static Task ServeAsync(this EngagementServer server) =>
        server.Services.GetRequiredService<CurrentServing>().RefreshAsync(TestContext.Current.CancellationToken);

    /// <summary>Writes what this server decided so far.</summary>
    public static Task WriteDecisionsAsync(this EngagementServer server) =>
        server.Services.GetRequiredService<DecisionWriter>().WriteAsync(TestContext.Current.CancellationToken);

    /// <summary>Recounts what is billed and shown; fails the test with the first sum that is wrong.</summary>
    public static async Task VerifyPlacementsAsync(this EngagementServer server)
    {
        await foreach (var mismatch in server.Services.GetRequiredService<PlacementsVerifier>().VerifyAsync(null, TestContext.Current.CancellationToken))
            Assert.Fail($"{mismatch}");
    }

    /// <summary>Returns when what is placed can have been in view for a second; a clock that stands is moved there.</summary>
    public static async Task LookAsync(this Browser browser, params IEnumerable<string> tokens)
    {
        var placed = tokens.Select(PlacementToken.Read).OfType<PlacementToken>().Select(t => new DateTimeOffset(t.At)).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var left = placed.AddSeconds(1) - browser.Time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return;
        if (browser.Time is StandingClock clock)
            clock.Now += left;
        else
            await Task.Delay(left, TestContext.Current.CancellationToken);
    }

    /// <summary>Tells by a beacon what a page saw, what is viewable after a look; how much of it counted.</summary>
    public static async Task<int> SeeAsync(this Browser browser, string kind, params IEnumerable<string> tokens)
    {
        if (kind == "VIEWABLE")
            await browser.LookAsync(tokens);
        using var response = await browser.BeaconAsync(JsonSerializer.Serialize(new { events = tokens.Select(token => new { token, kind }) }));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("counted").GetInt32();
    }

    /// <summary>Sends a beacon; the caller disposes the response.</summary>
    public static Task<HttpResponseMessage> BeaconAsync(this Browser browser, string body, string contentType = "text/plain", params (string Name, string Value)[] headers) =>
        browser.SendAsync(HttpMethod.Post, "placements/events", new StringContent(body, Encoding.UTF8, contentType), headers);

    public static string Token(this JsonElement placement) => placement.GetProperty("token").GetString()!;

    /// <summary>Its last characters changed, so that it is not signed any more.</summary>
    public static string Forged(string token) => token[..^2] + (token[^2] == 'A' ? 'B' : 'A') + token[^1];
}
