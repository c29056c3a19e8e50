using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>The reference client of graphql-transport-ws, https://github.com/enisdenjo/graphql-ws.</summary>
public sealed class GraphQLWsClientTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Reference_client_gets_ack_pong_answers_events_completion_and_refusal()
    {
        await using var server = await TransportServer.StartAsync();
        var seen = await NodeScript.RunAsync(output, "client.mjs", server.SocketAddress.ToString(), "subscription{count(to:3)}", "10");

        Assert.True(seen.GetProperty("ack").GetBoolean());
        Assert.True(seen.GetProperty("pong").GetBoolean());
        Assert.Equal("Query", seen.GetProperty("query").GetProperty("data").GetProperty("__typename").GetString());
        Assert.Equal(50, seen.GetProperty("many").GetInt32());
        Assert.Equal([1, 2, 3], seen.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("data").GetProperty("count").GetInt32()));
        Assert.True(seen.GetProperty("completed").GetBoolean());
        Assert.Equal("VALIDATION_FAILED", seen.GetProperty("invalid")[0].GetString());
        Assert.Equal(4403, seen.GetProperty("refusedWith").GetInt32());
    }
}
