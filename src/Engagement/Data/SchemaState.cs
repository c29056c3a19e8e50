using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Engagement.Data;

/// <summary>Where the database's tables stand against this program's migrations.</summary>
internal sealed class SchemaState(IDbContextFactory<EngagementDbContext> contexts, DbContextOptions<EngagementDbContext> options, DatabaseEngine engine)
{
    /// <summary>Tries of a migration beside another process that makes the same database.</summary>
    private const int Attempts = 5;

    /// <summary>The migrations of this program and which of them the database has. A database that is not there has none.</summary>
    /// <exception cref="System.Data.Common.DbException">The database cannot be reached.</exception>
    public async Task<Migrations> ReadAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return new Migrations([.. db.Database.GetMigrations()], [.. await db.Database.GetAppliedMigrationsAsync(cancel)]);
    }

    /// <summary>
    /// Makes the database if it is not there, and brings it up to date. Any number of processes may do so at once: the engine
    /// lets one migrate after the other, and the later ones find nothing to do.
    /// </summary>
    /// <param name="applying">Told of each migration right before this process applies it.</param>
    /// <param name="cancel">Ends the wait for the lock, and the migration.</param>
    /// <returns>What this process applied.</returns>
    public async Task<IReadOnlyList<string>> MigrateAsync(Action<string>? applying, CancellationToken cancel)
    {
        var applied = new List<string>();
        await using var db = new EngagementDbContext(Told(migration =>
        {
            applied.Add(migration);
            applying?.Invoke(migration);
        }));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await engine.MigrateAsync(db, cancel);
                break;
            }
            catch (System.Data.Common.DbException e) when (attempt < Attempts && engine.IsMadeMeanwhile(e))
            {
                // Another process made the database, or its first table, between the look and the making.
            }
        }
        await engine.PrepareAsync(db, cancel);
        return applied;
    }

    /// <summary>What keeps a server from starting on the database, in English for operators; empty if nothing does.</summary>
    /// <exception cref="System.Data.Common.DbException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken cancel)
    {
        var report = await LookAsync(cancel);
        return report.Ahead is { } ahead ? [.. report.Faults, ahead] : report.Faults;
    }

    /// <summary>How the database stands for a server that runs on it: one that is ahead goes on to be served while replicas are replaced one by one.</summary>
    /// <exception cref="System.Data.Common.DbException">The database cannot be reached.</exception>
    public async Task<SchemaReport> LookAsync(CancellationToken cancel)
    {
        var migrations = await ReadAsync(cancel);
        var ahead = migrations.Unknown is { Count: > 0 } unknown
            ? $"The database is ahead: this program does not know {string.Join(", ", unknown)}. Run a newer one."
            : null;
        if (migrations.Pending is { Count: > 0 } pending)
            return new([$"The database is behind: {string.Join(", ", pending)} not applied. Run `database migrate`."], ahead);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return new(await engine.FindFaultAsync(db, cancel) is { } fault ? [fault] : [], ahead);
    }

    /// <summary>The SQL that brings any older state up to date; from an empty database only, where the engine has no conditions in scripts.</summary>
    public string Script()
    {
        using var db = contexts.CreateDbContext();
        return db.GetService<IMigrator>().GenerateScript(
            options: engine.HasIdempotentScripts ? MigrationsSqlGenerationOptions.Idempotent : MigrationsSqlGenerationOptions.Default);
    }

    /// <summary>Copies the running database.</summary>
    /// <param name="file">Does not exist yet.</param>
    /// <exception cref="NotSupportedException">The engine is backed up by its own tools; the message names them.</exception>
    public async Task BackupAsync(string file, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await engine.BackupAsync(db, file, cancel);
    }

    private DbContextOptions<EngagementDbContext> Told(Action<string> applying) => new DbContextOptionsBuilder<EngagementDbContext>(options)
        .LogTo(
            static (id, _) => id == RelationalEventId.MigrationApplying,
            one => applying(((MigrationEventData)one).Migration.GetType().GetCustomAttribute<MigrationAttribute>()?.Id ?? one.ToString()))
        .Options;
}

/// <summary>Names of migrations, oldest first.</summary>
/// <param name="All">Those that this program has.</param>
/// <param name="Applied">Those that the database has.</param>
internal sealed record Migrations(IReadOnlyList<string> All, IReadOnlyList<string> Applied)
{
    /// <summary>Those that the database lacks.</summary>
    public IReadOnlyList<string> Pending { get; } = [.. All.Except(Applied)];

    /// <summary>Those that a newer program applied.</summary>
    public IReadOnlyList<string> Unknown { get; } = [.. Applied.Except(All)];
}

/// <summary>What is wrong with a database, in English for operators.</summary>
/// <param name="Faults">What keeps it from being served; empty if nothing does.</param>
/// <param name="Ahead">That a newer program has migrated it; null if none has.</param>
internal sealed record SchemaReport(IReadOnlyList<string> Faults, string? Ahead);
