using Xunit;

[assembly: AssemblyFixture(typeof(Engagement.Server.Tests.Hosting.PostgresClusterEnd))]

namespace Engagement.Server.Tests.Hosting;

/// <summary>Stops the cluster after the last test.</summary>
internal sealed class PostgresClusterEnd : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await PostgresCluster.StopIfStartedAsync();
}
