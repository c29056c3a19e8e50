using System.Text.Json;
using Xunit;

namespace Engagement.Server.Tests.Hosting;

public sealed class EngagementServerTests
{
    [Theory, EachEngine]
    public async Task Every_engine_is_served(string engine)
    {
        await using var server = await EngagementServer.StartAsync(engine);

        var data = await server.Client.QueryAsync("query($key: String!) { article(by: {key: $key}) { id } }", new { key = "unknown" });

        Assert.Equal(JsonValueKind.Null, data.GetProperty("article").ValueKind);
    }
}
