using Microsoft.EntityFrameworkCore;

namespace Engagement.Data;

/// <summary>One database engine: its name in <c>Database:Provider</c>, how the context is set up for it, and what it spells its own way.</summary>
internal abstract class DatabaseEngine
{
    /// <summary>The value of <c>Database:Provider</c>, compared without case.</summary>
    public abstract string Name { get; }

    public abstract SqlDialect Dialect { get; }

    /// <summary>Whether its migrations can be a script that may run over any state of the schema.</summary>
    public virtual bool HasIdempotentScripts => true;

    /// <summary>Sets up the context for the engine.</summary>
    public abstract void Configure(DbContextOptionsBuilder options, string connectionString);

    /// <summary>The connection string with limits that win over its own; those that are null, and those that the engine does not have, change nothing.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public abstract string Limit(string connectionString, ConnectionLimits limits);

    /// <summary>Where the database is, for its operator: a server's address, or a file.</summary>
    public abstract string AddressIn(string connectionString);

    /// <summary>Makes the database if it is not there and applies the migrations that it lacks, one process after the other.</summary>
    /// <param name="db">For this alone.</param>
    /// <param name="cancel">Ends the wait for another process, and the migration.</param>
    public virtual Task MigrateAsync(EngagementDbContext db, CancellationToken cancel) => db.Database.MigrateAsync(cancel);

    /// <summary>Whether the fault says that somebody else made the database or a table of it since it was looked for.</summary>
    public virtual bool IsMadeMeanwhile(Exception exception) => false;

    /// <summary>Does after the migrations what they cannot say (an option of the database itself); again, it changes nothing.</summary>
    public virtual Task PrepareAsync(EngagementDbContext db, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>What keeps the database from being used as it is, for readiness and <c>database status</c>; null if nothing does.</summary>
    public virtual Task<string?> FindFaultAsync(EngagementDbContext db, CancellationToken cancel) => Task.FromResult<string?>(null);

    /// <summary>Copies the running database into a file that does not exist yet.</summary>
    /// <exception cref="NotSupportedException">The engine is backed up by its own tools; the message names them.</exception>
    public abstract Task BackupAsync(EngagementDbContext db, string file, CancellationToken cancel);
}

/// <summary>Limits of connections; null leaves one to the connection string.</summary>
/// <param name="ConnectSeconds">The longest wait for a connection.</param>
/// <param name="CommandSeconds">The longest statement.</param>
/// <param name="MostConnections">In the process's pool.</param>
internal sealed record ConnectionLimits(int? ConnectSeconds, int? CommandSeconds, int? MostConnections);
