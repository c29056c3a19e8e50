using System.Text.Json;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>The audits of graphql-http (https://github.com/graphql/graphql-http), made by others for every GraphQL server.</summary>
public sealed class GraphQLHttpAuditTests(ITestOutputHelper output)
{
    /// <summary>Fewer would mean that the audits did not run.</summary>
    private const int LeastAudits = 60;

    [Fact]
    public async Task No_MUST_SHOULD_or_MAY_fails()
    {
        await using var server = await TransportServer.StartAsync();
        var lines = await NodeScript.RunAsync("audit.mjs", server.Address.ToString());
        foreach (var line in lines)
            output.WriteLine(line);

        var summary = JsonElement.Parse(lines[^1]);
        var failed = summary.GetProperty("failed").EnumerateArray().Select(f => $"{f.GetProperty("id")} {f.GetProperty("name")}").ToArray();
        Assert.Empty(failed);
        Assert.InRange(summary.GetProperty("total").GetInt32(), LeastAudits, int.MaxValue);
    }
}
