using Engagement.Transport;
using GraphQL;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>What both transports give an operation, and what may refuse it.</summary>
public sealed class OperationTests
{
    [Fact]
    public async Task Caller_context_and_scope_reach_resolvers_over_HTTP()
    {
        await using var server = await TransportServer.StartAsync();
        server.Http.DefaultRequestHeaders.Add("Authorization", "Bearer good-anna");
        using var response = await server.QueryAsync("{caller about scoped}");

        Assert.Equal("""{"data":{"caller":"anna","about":"HttpPost 127.0.0.1","scoped":true}}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Caller_context_and_scope_reach_resolvers_over_a_socket()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync("""{"Authorization":"Bearer good-anna"}""");
        await socket.SubscribeAsync("1", "{caller about scoped}");

        Assert.Equal("""{"id":"1","type":"next","payload":{"data":{"caller":"anna","about":"WebSocket 127.0.0.1","scoped":true}}}""", await socket.ReceiveTextAsync());
        Assert.Equal("""{"id":"1","type":"complete"}""", await socket.ReceiveTextAsync());
        await Eventually.TrueAsync(() => server.World.ScopesDisposed == 1);
    }

    [Theory]
    [InlineData("application/graphql-response+json", 429)]
    [InlineData("application/json", 200)]
    public async Task Gate_sees_type_name_caller_and_address_and_refuses_over_HTTP(string accept, int status)
    {
        var gate = new Gate();
        await using var server = await TransportServer.StartAsync(services: s => s.AddSingleton<IOperationGate>(gate));
        server.Http.DefaultRequestHeaders.Add("Authorization", "Bearer good-anna");
        using var response = await server.QueryAsync("mutation Plus{add(by:1)}", accept);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("7", response.Headers.RetryAfter?.ToString());
        Assert.Equal("RATE_LIMITED", await response.CodeAsync());
        Assert.Equal(0, server.World.Total);
        Assert.Equal((OperationType.Mutation, "Plus", "anna", "127.0.0.1", TransportKind.HttpPost), gate.Seen.Single());
    }

    [Fact]
    public async Task Gate_refuses_over_a_socket()
    {
        var gate = new Gate();
        await using var server = await TransportServer.StartAsync(services: s => s.AddSingleton<IOperationGate>(gate));
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", "mutation{add(by:1)}");

        var error = await socket.ReceiveAsync();
        Assert.Equal("error", error.GetProperty("type").GetString());
        Assert.Equal("RATE_LIMITED", error.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(0, server.World.Total);
        Assert.Equal((OperationType.Mutation, null, null, "127.0.0.1", TransportKind.WebSocket), gate.Seen.Single());
    }

    [Fact]
    public async Task Gate_is_asked_before_validation()
    {
        var gate = new Gate();
        await using var server = await TransportServer.StartAsync(services: s => s.AddSingleton<IOperationGate>(gate));
        using var response = await server.QueryAsync("mutation{nothing}", "application/graphql-response+json");
        Assert.Equal("RATE_LIMITED", await response.CodeAsync());
    }

    [Fact]
    public async Task Host_that_drops_the_rules_runs_nothing()
    {
        await using var server = await TransportServer.StartAsync(services: s => s.AddGraphQL(g => g.ConfigureExecutionOptions(o => o.ValidationRules = [])));
        using var response = await server.GetAsync("?query=mutation{add(by:1)}", "application/graphql-response+json");

        Assert.Equal(500, (int)response.StatusCode);
        Assert.Equal(0, server.World.Total);
    }

    [Theory]
    [InlineData("wait", "cancelled")]
    [InlineData("crashOnCancel", "error")]
    public async Task Client_that_goes_away_cancels_and_is_no_error(string field, string outcome)
    {
        await using var server = await TransportServer.StartAsync();
        using var gone = new CancellationTokenSource();
        var call = server.Http.GetAsync($"?query={{{field}}}", gone.Token);
        await server.World.WaitBegun.Task.WaitAsync(TestContext.Current.CancellationToken);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await server.World.WaitCancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => server.Counters["operations/outcome=" + outcome] == 1);
        Assert.Empty(server.Logs.Problems);
    }

    [Fact]
    public async Task Execution_that_takes_too_long_is_a_TIMEOUT()
    {
        await using var server = await TransportServer.StartAsync(o => o.ExecutionTimeout = TimeSpan.FromMilliseconds(20));
        using var response = await server.QueryAsync("{wait}", "application/graphql-response+json");

        Assert.Equal(503, (int)response.StatusCode);
        Assert.Equal("TIMEOUT", await response.CodeAsync());
        Assert.Empty(server.Logs.Problems);
    }

    [Fact]
    public async Task What_breaks_because_of_the_time_limit_is_logged()
    {
        await using var server = await TransportServer.StartAsync(o => o.ExecutionTimeout = TimeSpan.FromMilliseconds(20));
        string? code;
        do
        {
            // On a busy machine the limit may pass before the resolver has begun.
            using var response = await server.QueryAsync("{crashOnCancel}");
            code = await response.CodeAsync();
        }
        while (code == "TIMEOUT" && !server.World.WaitBegun.Task.IsCompleted);

        Assert.Equal("INTERNAL", code);
        Assert.Single(server.Logs.Problems);
    }

    [Fact]
    public async Task Operations_are_counted_by_transport_type_and_outcome()
    {
        await using var server = await TransportServer.StartAsync();
        using var ok = await server.QueryAsync("{echo}");
        using var failed = await server.QueryAsync("mutation{nothing}");

        Assert.Equal(2, server.Counters["operations/transport=http"]);
        Assert.Equal(1, server.Counters["operations/type=query"]);
        Assert.Equal(1, server.Counters["operations/type=mutation"]);
        Assert.Equal(1, server.Counters["operations/outcome=error"]);
    }

    private sealed class Gate : IOperationGate
    {
        public List<(OperationType, string?, string?, string?, TransportKind)> Seen { get; } = [];

        public ValueTask<ExecutionError?> CheckAsync(OperationAttempt attempt, CancellationToken cancellationToken)
        {
            var context = attempt.Context;
            Seen.Add((attempt.Type, attempt.Name, context.Caller.User.Identity?.Name, context.RemoteAddress?.ToString(), context.Transport));
            return ValueTask.FromResult(attempt.Type == OperationType.Mutation
                ? new ExecutionError("Too many.") { Code = "RATE_LIMITED" }.AddExtension("retryAfter", 7)
                : null);
        }
    }
}
