using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Server.Tests.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Engagement.Server.Tests.Outages;

/// <summary>A real PostgreSQL that is stopped and started again.</summary>
public sealed class AwayDatabaseTests
{
    [Fact]
    public async Task Reads_and_writes_are_UNAVAILABLE_and_one_line_of_the_log_says_so()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        Assert.SkipWhen(cluster is null, "PostgreSQL's programs (initdb, pg_ctl) are not on this machine.");
        await using var server = await EngagementServer.StartAsync(
            await TestDatabase.CreateAsync(cluster), new ServerSetup { Settings = ["Writes:Attempts=2", "Database:SampleSite=true"] });
        var article = await server.RegisterAsync("a");
        var alice = server.Token("alice");
        await server.PostAsync(article, alice);
        var placed = await server.Client.AskAsync("""{ article(by: {key: "sberbank-china-ai"}) { placements(slots: ["INLINE_TEXT"]) { token disclosure { label sponsor } } } }""");
        var token = placed.GetProperty("data").GetProperty("article").GetProperty("placements")[0].GetProperty("token").GetString();

        await cluster.EndAsync();
        for (var i = 0; i < 5; i++)
            await AssertUnavailableAsync(HttpStatusCode.OK, await server.Client.SendAsync("query($id: ID!) { article(by: {id: $id}) { id comments { nodes { body } } } }", new { id = article }));
        await AssertUnavailableAsync(HttpStatusCode.ServiceUnavailable, await server.Client.SendAsync(
            "mutation($id: ID!) { postComment(input: {articleId: $id, body: \"x\"}) { errors { code } } }", new { id = article }, alice));

        foreach (var path in (string[])["counts?key=a", "feed/a.atom", "feed.atom"])
        {
            using var response = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
        }

        using (var beacon = await server.Http.PostAsync("placements/events", new StringContent($$"""{"events":[{"token":"{{token}}","kind":"IMPRESSION"}]}"""), TestContext.Current.CancellationToken))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json", true), (beacon.StatusCode, beacon.Content.Headers.ContentType?.MediaType, beacon.Headers.CacheControl?.NoStore));
            Assert.NotNull(beacon.Headers.RetryAfter);
        }

        var told = Assert.Single(server.Logs.Lines, l => l.Text.Contains("UNAVAILABLE", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, told.Level);
        Assert.DoesNotContain(Environment.NewLine, told.Text);
        Assert.DoesNotContain(server.Logs.Lines, l => l.Text.Contains("Unhandled exception", StringComparison.Ordinal));

        await cluster.BeginAsync();
        await server.PostAsync(article, alice, "after");
    }

    /// <param name="status">200 where a field may be null, so that there is an answer to the rest.</param>
    private static async Task AssertUnavailableAsync(HttpStatusCode status, HttpResponseMessage response)
    {
        using (response)
        {
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            Assert.Equal("UNAVAILABLE", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
            Assert.Equal(status, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
        }
    }
}
