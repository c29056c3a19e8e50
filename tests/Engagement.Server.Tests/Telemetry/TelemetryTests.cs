using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Engagement.Live;
using Engagement.Placements.Events;
using Engagement.Readers;
using Engagement.Server.Auth;
using Engagement.Server.Telemetry;
using Engagement.Shares;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Live;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Telemetry;

public sealed partial class TelemetryTests
{
    private const string Secret = "nobody-may-read-this-in-a-log";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_instrument_is_in_the_table_and_the_table_has_no_other()
    {
        var names = new HashSet<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (Instruments.Meters.Contains(instrument.Meter.Name))
                    lock (names)
                        names.Add(instrument.Name);
            },
        };
        await using var server = await EngagementServer.StartAsync(
            Engines.Sqlite, new ServerSetup { Ranks = true, Settings = ["Redis:Configuration=127.0.0.1:1"] }); // nobody is there
        await PostAsync(server);
        server.Services.GetRequiredService<ArticleTails>(); // made with the first subscription
        server.Services.GetRequiredService<ShareMetrics>(); // made with the first share
        server.Services.GetRequiredService<PlacementMetrics>(); // made with the first placement
        listener.Start();

        Assert.Equal(Instruments.Table.Keys.Order(), names.Order());
    }

    [Fact]
    public async Task Metrics_show_a_post()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);
        await PostAsync(server);

        var metrics = await server.Http.GetStringAsync("metrics", Cancel);

        Assert.Matches(Committed(), metrics);
        Assert.Contains("engagement_transport_operations_total{", metrics);
        Assert.Contains("http_server_request_duration_seconds_count", metrics);
    }

    [Fact]
    public async Task A_collector_gets_traces_of_both_transports_and_metrics()
    {
        await using var collector = await Collector.StartAsync();
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, collector.Environment);
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.PostAsJsonAsync("graphql", new { query = "query OverHttp { __typename }" }, Cancel);
        using var socket = await GraphQLSocket.SubscribeAsync(server.Address, null, "query OverSocket { __typename }", new { }, Cancel);
        await socket.EventsAsync(Cancel).ToListAsync(Cancel);

        Assert.True(await Wait.UntilAsync(() => collector.Has("traces", "OverHttp")), "no trace over HTTP");
        Assert.True(await Wait.UntilAsync(() => collector.Has("traces", "OverSocket")), "no trace over a socket");
        Assert.True(await Wait.UntilAsync(() => collector.Has("metrics", "engagement.transport.operations")), "no metrics");
    }

    [Fact]
    public async Task No_log_and_no_metric_holds_a_body_a_name_or_a_token()
    {
        await using var server = await EngagementServer.StartAsync(
            Engines.Sqlite, new ServerSetup { Settings = ["Logging:LogLevel:Default=Debug", "Logging:LogLevel:Microsoft.AspNetCore=Debug"] });
        var token = await PostAsync(server);
        using var refused = await server.Client.SendAsync("{ __typename }", token: token + "x");

        var all = string.Join('\n', server.Logs.Lines.Select(l => l.Text)) + await server.Http.GetStringAsync("metrics", Cancel);

        Assert.Contains("401", all);
        Assert.DoesNotContain(Secret, all);
        Assert.DoesNotContain(token, all);
    }

    [Fact]
    public async Task Outside_Development_logs_are_lines_of_JSON_with_a_trace_id()
    {
        using var folder = new TestFolder();
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(folder.File("keys.json"), JsonWebKeys.Of(key), Cancel);

        await using var server = await ServerProcess.StartAsync(
            folder.Path, "environment=Production", "Logging:LogLevel:Microsoft.AspNetCore.Hosting=Information",
            $"Identity:JwksFile={folder.File("keys.json")}", "Identity:Issuer=urn:test", "Identity:Audience=engagement");
        using var http = new HttpClient { BaseAddress = server.Address };
        using var response = await http.GetAsync("health/live", Cancel);
        Assert.True(await Wait.UntilAsync(() => server.Output.Contains("/health/live", StringComparison.Ordinal)));
        var finished = await server.StopAsync();

        Assert.Equal(0, finished.ExitCode);
        var lines = finished.Output.TrimEnd().Split('\n').Select(l => System.Text.Json.JsonDocument.Parse(l).RootElement.ToString()).ToList();
        Assert.Contains(lines, l => l.Contains("\"TraceId\"", StringComparison.Ordinal) && l.Contains("\"RequestId\"", StringComparison.Ordinal));
    }

    private static async Task<string> PostAsync(EngagementServer server)
    {
        var registered = await server.Client.QueryAsync(
            """mutation { registerArticles(input: {articles: [{key: "a", url: "https://news.example/a", title: "A"}]}) { articles { id } } }""",
            token: server.Token("press", Roles.Publisher));
        var id = registered.GetProperty("registerArticles").GetProperty("articles")[0].GetProperty("id").GetString();
        var token = server.Token("alice", name: Secret);
        var posted = await server.Client.QueryAsync(
            $$"""mutation($id: ID!) { postComment(input: {articleId: $id, body: "{{Secret}}"}) { comment { id } } }""", new { id }, token);
        var comment = posted.GetProperty("postComment").GetProperty("comment").GetProperty("id").GetString();
        await server.Client.QueryAsync("mutation($id: ID!) { reactToComment(input: {commentId: $id, kind: LIKE}) { errors { code } } }", new { id = comment }, token);
        return token;
    }

    [GeneratedRegex("engagement_commit_batch_size_count{[^}]*kind=\"post\"[^}]*} [1-9]")]
    private static partial Regex Committed();
}
