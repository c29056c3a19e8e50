using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Engagement.Server.Tests.Hosting;

public sealed class PostgresClusterTests
{
    [Fact]
    public async Task What_ended_with_the_machine_keeps_no_other_from_starting()
    {
        Assert.SkipWhen(PostgresPrograms.Find() is null, "PostgreSQL's programs (initdb, pg_ctl) are not on this machine.");
        var left = Directory.CreateTempSubdirectory("engagement-postgres-").FullName;
        var ended = await EndedAsync();
        Directory.CreateDirectory(Path.Combine(left, "data"));
        await File.WriteAllTextAsync(Path.Combine(left, "data", "postmaster.pid"), ended, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(left, "owner.pid"), ended, TestContext.Current.CancellationToken);

        await using var cluster = await PostgresCluster.StartAsync();

        Assert.NotNull(cluster);
        Assert.False(Directory.Exists(left));
    }

    /// <summary>The id of a process that is no more.</summary>
    private static async Task<string> EndedAsync()
    {
        using var process = Process.Start("true");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.Id.ToString(CultureInfo.InvariantCulture);
    }
}
