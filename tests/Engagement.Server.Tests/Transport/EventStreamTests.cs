using System.Net;
using System.Text;
using GraphQL;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>The protocol's text, https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md, "Distinct connections mode".</summary>
public sealed class EventStreamTests
{
    [Fact]
    public async Task Query_by_POST_and_GET_is_one_next_and_complete()
    {
        await using var server = await TransportServer.StartAsync();
        using var post = await EventStreamCall.PostAsync(server.Http, "{echo about}");
        using var get = await EventStreamCall.GetAsync(server.Http, "{echo(text:\"a\\nb é\")}");

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (post.Response.StatusCode, post.Response.Content.Headers.ContentType?.ToString()));
        Assert.True(post.Response.Headers.CacheControl?.NoStore);
        Assert.Equal(["Accept"], post.Response.Headers.Vary);
        Assert.Equal("event: next\ndata: {\"data\":{\"echo\":\"nothing\",\"about\":\"EventStreamPost 127.0.0.1\"}}\n\nevent: complete\ndata: \n\n", await post.RestAsync());
        Assert.Equal("event: next\ndata: {\"data\":{\"echo\":\"a\\nb é\"}}\n\nevent: complete\ndata: \n\n", await get.RestAsync());
    }

    [Fact]
    public async Task Mutation_runs_by_POST_and_is_405_by_GET()
    {
        await using var server = await TransportServer.StartAsync();
        using var post = await EventStreamCall.PostAsync(server.Http, "mutation{add(by:2)}");
        using var get = await EventStreamCall.GetAsync(server.Http, "mutation{add(by:1)}");

        Assert.Equal("event: next\ndata: {\"data\":{\"add\":2}}\n\nevent: complete\ndata: \n\n", await post.RestAsync());
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED"), await get.RefusalAsync());
        Assert.Equal(2, server.World.Total);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Subscription_tells_that_it_has_begun_then_its_events_then_complete(string method)
    {
        await using var server = await TransportServer.StartAsync();
        using var call = method == "GET"
            ? await EventStreamCall.GetAsync(server.Http, "subscription{count(to:3)}")
            : await EventStreamCall.PostAsync(server.Http, "subscription{count(to:3)}");

        Assert.Equal(
            ":\n\n" + string.Concat(Enumerable.Range(1, 3).Select(i => $"event: next\ndata: {{\"data\":{{\"count\":{i}}}}}\n\n")) + "event: complete\ndata: \n\n",
            await call.RestAsync());
    }

    [Fact]
    public async Task Shared_bytes_are_handed_on_and_errors_of_an_event_leave_the_stream_open()
    {
        await using var server = await TransportServer.StartAsync();
        using var call = await EventStreamCall.PostAsync(server.Http, "subscription{ticks}");
        await server.World.Ticks.HasSubscribersAsync(1);

        server.World.Ticks.Emit("shared:{\"data\":{\"ticks\":\"shared\"}}");
        server.World.Ticks.Emit("crash");
        server.World.Ticks.Emit("after");
        server.World.Ticks.Complete();

        Assert.Equal("shared", (await call.NextAsync()).GetProperty("data").GetProperty("ticks").GetString());
        Assert.Equal("INTERNAL", CodeOf(await call.NextAsync()));
        Assert.Equal("after", (await call.NextAsync()).GetProperty("data").GetProperty("ticks").GetString());
        Assert.Equal("event: complete\ndata: ", await call.ReadAsync());
        Assert.Null(await call.ReadAsync());
    }

    [Theory]
    [InlineData("{", "SYNTAX_ERROR")]
    [InlineData("{nothing}", "VALIDATION_FAILED")]
    [InlineData("query A{echo} query B{echo}", "OPERATION_NOT_FOUND")]
    [InlineData("subscription{unknown}", "NOT_FOUND")]
    [InlineData("subscription{crash}", "INTERNAL")]
    [InlineData("subscription{broken}", "INTERNAL")]
    public async Task What_the_document_does_wrong_is_told_in_a_next(string query, string code)
    {
        await using var server = await TransportServer.StartAsync();
        using var call = await EventStreamCall.PostAsync(server.Http, query);

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (call.Response.StatusCode, call.Response.Content.Headers.ContentType?.ToString()));
        Assert.Equal(code, CodeOf(await call.NextAsync()));
        Assert.Equal("event: complete\ndata: ", await call.ReadAsync());
        Assert.Null(await call.ReadAsync());
        Assert.Equal(0, server.Counters["event_streams"]);
    }

    [Fact]
    public async Task Failure_of_the_source_is_a_next_then_complete()
    {
        await using var server = await TransportServer.StartAsync();
        using var call = await EventStreamCall.PostAsync(server.Http, "subscription{ticks}");
        await server.World.Ticks.HasSubscribersAsync(1);

        server.World.Ticks.Fail(new ExecutionError("Gone.") { Code = "NOT_FOUND" });

        Assert.Equal("NOT_FOUND", CodeOf(await call.NextAsync()));
        Assert.Equal("event: complete\ndata: ", await call.ReadAsync());
    }

    [Fact]
    public async Task What_is_wrong_with_the_request_keeps_its_status()
    {
        await using var server = await TransportServer.StartAsync(o => o.MaxBodyBytes = 1000);

        Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), await RefusalAsync(Post("[]")));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "BODY_TOO_LARGE"), await RefusalAsync(Post(new string(' ', 1001))));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE"), await RefusalAsync(Post("{}", "text/plain")));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED"), await RefusalAsync(new(HttpMethod.Delete, "")));
        Assert.Equal((HttpStatusCode.Unauthorized, "UNAUTHENTICATED"), await RefusalAsync(new(HttpMethod.Get, "?query={echo}"), ("Authorization", "Bearer forged")));
        Assert.Equal((HttpStatusCode.Forbidden, "FORBIDDEN"), await RefusalAsync(new(HttpMethod.Get, "?query={echo}"), ("Origin", "https://elsewhere.example")));

        async Task<(HttpStatusCode, string?)> RefusalAsync(HttpRequestMessage request, params (string, string)[] headers)
        {
            using var call = await EventStreamCall.SendAsync(server.Http, request, headers);
            return await call.RefusalAsync();
        }
    }

    [Fact]
    public async Task Gate_refuses_and_sees_how_the_operation_came()
    {
        var gate = new RefusingGate();
        await using var server = await TransportServer.StartAsync(services: s => s.AddSingleton<Engagement.Transport.IOperationGate>(gate));
        using var call = await EventStreamCall.PostAsync(server.Http, "subscription Live{ticks}", ("Authorization", "Bearer good-anna"));

        var refused = await call.NextAsync();
        Assert.Equal("RATE_LIMITED", CodeOf(refused));
        Assert.Equal(7, refused.GetProperty("errors")[0].GetProperty("extensions").GetProperty("retryAfter").GetInt32());
        Assert.Equal("event: complete\ndata: ", await call.ReadAsync());
        Assert.Equal("EventStreamPost Subscription Live anna", Assert.Single(gate.Seen));
    }

    private static HttpRequestMessage Post(string body, string type = "application/json") =>
        new(HttpMethod.Post, "") { Content = new StringContent(body, Encoding.UTF8, type) };

    private static string? CodeOf(System.Text.Json.JsonElement result) =>
        result.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();

    private sealed class RefusingGate : Engagement.Transport.IOperationGate
    {
        public List<string> Seen { get; } = [];

        public ValueTask<ExecutionError?> CheckAsync(Engagement.Transport.OperationAttempt attempt, CancellationToken cancellationToken)
        {
            Seen.Add($"{attempt.Context.Transport} {attempt.Type} {attempt.Name} {attempt.Context.Caller.User.Identity?.Name}");
            var refusal = new ExecutionError("Too many.") { Code = "RATE_LIMITED" };
            refusal.AddExtension("retryAfter", 7);
            return ValueTask.FromResult<ExecutionError?>(refusal);
        }
    }
}
