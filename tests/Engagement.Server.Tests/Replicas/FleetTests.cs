using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Replicas;

/// <summary>The short form; the long one is <c>load replicas</c> of the benchmarks.</summary>
[Collection(nameof(FleetTests))]
public sealed class FleetTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Three_replicas_behave_as_one_whatever_falls_over()
    {
        Assert.SkipUnless(RedisServer.IsThere, "redis-server is not on this machine.");
        Assert.SkipWhen(PostgresPrograms.Find() is null, "PostgreSQL's programs (initdb, pg_ctl) are not on this machine.");

        await new FleetRun(output.WriteLine).RunAsync(rounds: 1, TestContext.Current.CancellationToken);
    }
}

/// <summary>By itself, after the others: it needs the machine.</summary>
[CollectionDefinition(nameof(FleetTests), DisableParallelization = true)]
public sealed class FleetCollection;
