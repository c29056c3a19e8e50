using System.Data.Common;
using Engagement.Data;
using Engagement.Server.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Engagement.Server.Tests.Writes;

/// <summary>When a commit's connection is lost.</summary>
internal enum Lost
{
    Never,

    /// <summary>The database never heard of the commit.</summary>
    Before,

    /// <summary>The commit holds; only its answer is lost.</summary>
    After,
}

/// <summary>Loses the connection at the next commit, when told to, as the engine's driver would report it.</summary>
internal sealed class LostCommits(string engine) : DbTransactionInterceptor
{
    /// <summary>Once; then it is <see cref="Lost.Never"/> again.</summary>
    public Lost Next { get; set; }

    /// <summary>A server whose commits can be lost.</summary>
    public static async Task<(EngagementServer Server, LostCommits Commits)> StartAsync(string engine)
    {
        var commits = new LostCommits(engine);
        return (await EngagementServer.StartAsync(engine, new ServerSetup
        {
            Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(commits)),
        }), commits);
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        Next == Lost.Before ? throw Fault() : ValueTask.FromResult(result);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        Next == Lost.After ? throw Fault() : Task.CompletedTask;

    private DbException Fault()
    {
        Next = Lost.Never;
        return engine switch
        {
            Engines.PostgreSql => new NpgsqlException("Connection lost", new IOException()),
            Engines.Sqlite => new SqliteException("database is locked", 5),
            _ => throw new NotSupportedException($"{engine} lets nobody make its faults."),
        };
    }
}
