using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>The reference client of graphql-sse, https://github.com/enisdenjo/graphql-sse, a connection for each operation.</summary>
public sealed class GraphQLSseClientTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Reference_client_gets_answers_events_completion_and_refusal()
    {
        await using var server = await TransportServer.StartAsync();
        var seen = await NodeScript.RunAsync(output, "sse.mjs", server.Address.ToString(), "subscription{count(to:3)}", "10");

        Assert.Equal("Query", seen.GetProperty("query").GetProperty("data").GetProperty("__typename").GetString());
        Assert.Equal(50, seen.GetProperty("many").GetInt32());
        Assert.Equal([1, 2, 3], seen.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("data").GetProperty("count").GetInt32()));
        Assert.Equal(["VALIDATION_FAILED"], seen.GetProperty("invalid").EnumerateArray().Select(code => code.GetString()));
        Assert.Equal(401, seen.GetProperty("refusedWith").GetInt32());
    }
}
