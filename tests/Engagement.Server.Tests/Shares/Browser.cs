using System.Net;
using System.Text;
using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Placements;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Shares;

/// <summary>A program with a name and no token, which opens links and does not follow where they lead.</summary>
internal sealed class Browser : IDisposable
{
    public const string Firefox = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";
    public const string Safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15";

    private readonly HttpClient _http;

    /// <param name="site">What it opens.</param>
    /// <param name="agent">Null sends none.</param>
    /// <param name="address">Where it seems to sit, to a server that trusts this machine as a proxy.</param>
    public Browser(Site site, string? agent = Firefox, string? address = null)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 }) { BaseAddress = site.Server.Address };
        Agent = agent;
        if (agent is not null)
            _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        if (address is not null)
            _http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        Person = new Person(new GraphQLClient(_http), "browser", null);
        Time = site.Server.Services.GetRequiredService<TimeProvider>();
    }

    /// <summary>The site's clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>What it says that it is; null if it does not.</summary>
    public string? Agent { get; }

    /// <summary>As who it asks GraphQL.</summary>
    public Person Person { get; }

    /// <summary>Opens an address; the caller disposes the response.</summary>
    public Task<HttpResponseMessage> OpenAsync(string address, HttpMethod? method = null, params (string Name, string Value)[] headers) =>
        SendAsync(method ?? HttpMethod.Get, address, null, headers);

    /// <summary>Sends a request; the caller disposes the response.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Opens a short link, or that of a placement after a look at it, which leads somewhere; where to.</summary>
    public async Task<string> FollowAsync(string address, HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        if (address.StartsWith("p/", StringComparison.Ordinal))
            await this.LookAsync(address[2..]);
        using var response = await OpenAsync(address, method, headers);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.OriginalString; // a redirect has one
    }

    /// <summary>Uses a share button; whether it was counted.</summary>
    public Task<bool> ShareAsync(string articleId, string channel = "X", string kind = "INTENT", string? idempotencyKey = null) =>
        ShareAsync(Person, articleId, channel, kind, idempotencyKey);

    /// <inheritdoc cref="ShareAsync(string, string, string, string?)"/>
    public static async Task<bool> ShareAsync(Person person, string articleId, string channel = "X", string kind = "INTENT", string? idempotencyKey = null) =>
        (await person.DoAsync("recordShare", "RecordShareInput", "counted", new { articleId, channel, kind, idempotencyKey })).GetProperty("counted").GetBoolean();

    public void Dispose() => _http.Dispose();
}

internal static class SharedArticles
{
    /// <summary>What is shared by a channel.</summary>
    public static async Task<string> SharedUrlAsync(this Site site, string articleId, string channel = "X")
    {
        var data = await site.Anybody.QueryAsync($"query($id: ID!) {{ article(by: {{id: $id}}) {{ shareLinks(channels: [{channel}]) {{ sharedUrl }} }} }}", new { id = articleId });
        return data.GetProperty("article").GetProperty("shareLinks")[0].GetProperty("sharedUrl").GetString()!;
    }

    /// <summary>The article's public counts of shares, as JSON; to the last one, since such an answer is not kept.</summary>
    public static async Task<string> SharesAsync(this Site site, string articleId)
    {
        var data = await site.Anybody.QueryAsync("query($id: ID!) { article(by: {id: $id}) { viewerReaction engagement { shares { channel intents visits } } } }", new { id = articleId });
        return data.GetProperty("article").GetProperty("engagement").GetProperty("shares").GetRawText();
    }

    /// <summary>Rows of a report over all the time of the test.</summary>
    public static async Task<string> ReportAsync(this Site site, string by = "DAY", string? from = null, string? to = null, string? articleId = null)
    {
        var (start, end) = (from ?? "2026-01-01T00:00:00Z", to ?? "2026-12-31T00:00:00Z");
        var data = await site.Publisher.QueryAsync(
            "query($from: DateTime!, $to: DateTime!, $by: ShareReportBy!, $articleId: ID) { shareReport(from: $from, to: $to, by: $by, articleId: $articleId) { key channel intents completions visits filtered { reason count } } }",
            new { from = start, to = end, by, articleId });
        return data.GetProperty("shareReport").GetRawText();
    }
}
