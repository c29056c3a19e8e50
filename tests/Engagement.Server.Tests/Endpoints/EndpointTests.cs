using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engagement.Server.Tests.Commands;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Endpoints;

public sealed class EndpointTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_version_names_the_schema_that_is_printed()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);

        var version = await server.Http.GetFromJsonAsync<JsonElement>("version", Cancel);
        var printed = (await Shell.RunAsync("schema", "print")).Output;

        Assert.Equal("0.1.0", version.GetProperty("version").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(printed))), version.GetProperty("schema").GetString());
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("X-Forwarded-For", HttpStatusCode.Forbidden)]
    [InlineData("Forwarded", HttpStatusCode.Forbidden)]
    public async Task Metrics_are_for_this_machine_and_not_for_its_proxy(string? header, HttpStatusCode expected)
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);

        Assert.Equal(expected, await MetricsAsync(server, header));
    }

    [Fact]
    public async Task Metrics_can_be_opened()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite, new ServerSetup { Settings = ["Metrics:Public=true"] });

        Assert.Equal(HttpStatusCode.OK, await MetricsAsync(server, "X-Forwarded-For"));
    }

    [Theory]
    [InlineData("POST", "health/live")]
    [InlineData("POST", "health/ready")]
    [InlineData("POST", "version")]
    [InlineData("PUT", "graphql")]
    public async Task Other_methods_are_not_allowed(string method, string path)
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await server.Http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task A_bad_token_is_refused_everywhere_and_a_page_of_a_named_origin_may_ask()
    {
        await using var server = await EngagementServer.StartAsync(
            Engines.Sqlite, new ServerSetup { Settings = ["Network:AllowedOrigins:0=https://www.site.example"] });
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "graphql");
        preflight.Headers.Add("Origin", "https://www.site.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");

        using var refused = await server.Client.SendAsync("{ __typename }", token: "nonsense");
        using var allowed = await server.Http.SendAsync(preflight, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(["https://www.site.example"], allowed.Headers.GetValues("Access-Control-Allow-Origin"));
    }

    private static async Task<HttpStatusCode> MetricsAsync(EngagementServer server, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics");
        if (header is not null)
            request.Headers.Add(header, "203.0.113.7");
        using var response = await server.Http.SendAsync(request, Cancel);
        return response.StatusCode;
    }
}
