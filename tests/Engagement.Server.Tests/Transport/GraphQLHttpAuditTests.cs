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
        var summary = await NodeScript.RunAsync(output, "audit.mjs", server.Address.ToString());

        Assert.Empty(summary.GetProperty("failed").EnumerateArray().Select(f => $"{f.GetProperty("id")} {f.GetProperty("name")}"));
        Assert.InRange(summary.GetProperty("total").GetInt32(), LeastAudits, int.MaxValue);
    }
}
