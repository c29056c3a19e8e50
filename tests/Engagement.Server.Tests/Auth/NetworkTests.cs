using System.Net;
using Microsoft.Extensions.Options;
using Xunit;

namespace Engagement.Server.Tests.Auth;

/// <summary>One server that lists one page.</summary>
public sealed class ListedPage : IAsyncLifetime
{
    public const string Origin = "https://www.site.example";

    internal GuardedServer Server { get; private set; } = null!; // set before any test

    public async ValueTask InitializeAsync() => Server = await NetworkTests.StartAsync(new() { ["Network:AllowedOrigins:0"] = Origin + "/" });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

public sealed class NetworkTests(ListedPage listed) : IClassFixture<ListedPage>
{
    private const string Page = ListedPage.Origin;

    [Theory]
    [InlineData(null, true)]
    [InlineData(Page, true)]
    [InlineData("HTTPS://WWW.site.example", true)]
    [InlineData("http://www.site.example", false)]
    [InlineData("https://www.site.example:8443", false)]
    [InlineData("https://www.site.example.evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    [InlineData("self", true)]
    public async Task Sockets_are_for_listed_pages_the_own_origin_and_what_is_no_browser(string? origin, bool allowed)
    {
        var server = listed.Server;
        using HttpRequestMessage request = new(HttpMethod.Get, "/socket");
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin == "self" ? server.Client.BaseAddress?.GetLeftPart(UriPartial.Authority) : origin);
        Assert.Equal(allowed ? "true" : "false", await SendAsync(server, request));
    }

    [Theory]
    [InlineData(Page, Page)]
    [InlineData("https://evil.example", null)]
    public async Task A_page_may_post_if_it_is_listed(string origin, string? allowed)
    {
        var server = listed.Server;
        using HttpRequestMessage preflight = new(HttpMethod.Options, "/graphql");
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        using var answer = await server.Client.SendAsync(preflight, TestContext.Current.CancellationToken);
        Assert.Equal(allowed, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins.Single() : null);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));

        // The page can read why its token was refused.
        using HttpRequestMessage post = new(HttpMethod.Post, "/graphql");
        post.Headers.Add("Origin", origin);
        post.Headers.Add("Authorization", "Bearer bad");
        using var refused = await server.Client.SendAsync(post, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(allowed is not null, refused.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(null, "203.0.113.9", "http 127.0.0.1")]
    [InlineData("10.0.0.0/8", "203.0.113.9", "http 127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.9", "https 203.0.113.9")]
    [InlineData("127.0.0.0/8", "2001:db8::7", "https 2001:db8::7")]
    [InlineData("127.0.0.0/8", "198.51.100.1, 203.0.113.9", "https 203.0.113.9")]
    [InlineData("127.0.0.0/8,203.0.113.0/24", "198.51.100.1, 203.0.113.9", "https 198.51.100.1")]
    [InlineData("127.0.0.1", "nonsense", "http 127.0.0.1")]
    public async Task Forwarded_headers_are_believed_from_trusted_proxies_only(string? proxies, string forwardedFor, string seen)
    {
        Dictionary<string, string?> settings = [];
        foreach (var (index, proxy) in (proxies?.Split(',') ?? []).Index())
            settings[$"Network:TrustedProxies:{index}"] = proxy;
        await using var server = await StartAsync(settings);
        using HttpRequestMessage request = new(HttpMethod.Get, "/where");
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        request.Headers.Add("X-Forwarded-Proto", string.Join(", ", forwardedFor.Split(',').Select(_ => "https")));
        Assert.Equal(seen, await SendAsync(server, request));
    }

    [Theory]
    [InlineData("Network:AllowedOrigins:0", "*")]
    [InlineData("Network:AllowedOrigins:0", "www.site.example")]
    [InlineData("Network:AllowedOrigins:0", "https://www.site.example/news")]
    [InlineData("Network:AllowedOrigins:0", "https://me@www.site.example")]
    [InlineData("Network:TrustedProxies:0", "10.0.0.0/33")]
    [InlineData("Network:TrustedProxies:0", "proxy")]
    public async Task A_wrong_option_keeps_the_server_from_starting(string option, string value)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(new() { [option] = value }));
        Assert.Contains($"'{value}'", error.Message);
    }

    internal static Task<GuardedServer> StartAsync(Dictionary<string, string?> settings) => GuardedServer.StartAsync(new(settings)
    {
        ["Identity:Authority"] = "https://id.invalid", // never asked: no token here can be read
        ["Identity:Audience"] = "comments",
    });

    private static async Task<string> SendAsync(GuardedServer server, HttpRequestMessage request)
    {
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
