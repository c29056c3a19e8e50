using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Engagement.Data;

/// <summary>Where the database's tables stand against this program's migrations.</summary>
internal sealed class SchemaState(IDbContextFactory<EngagementDbContext> contexts, DatabaseEngine engine)
{
    /// <summary>The migrations of this program and which of them the database has. A database that is not there has none.</summary>
    /// <exception cref="System.Data.Common.DbException">The database cannot be reached.</exception>
    public async Task<Migrations> ReadAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return new Migrations([.. db.Database.GetMigrations()], [.. await db.Database.GetAppliedMigrationsAsync(cancel)]);
    }

    /// <summary>Makes the database if it is not there, and brings it up to date. Returns what was applied.</summary>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        List<string> pending = [.. await db.Database.GetPendingMigrationsAsync(cancel)];
        await db.Database.MigrateAsync(cancel);
        await engine.PrepareAsync(db, cancel);
        return pending;
    }

    /// <summary>What keeps the database from being served as it is, in English for operators; empty if nothing does.</summary>
    /// <exception cref="System.Data.Common.DbException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken cancel)
    {
        var migrations = await ReadAsync(cancel);
        if (migrations.Pending is { Count: > 0 } pending)
            return [$"The database is behind: {string.Join(", ", pending)} not applied. Run `database migrate`."];
        if (migrations.Unknown is { Count: > 0 } unknown)
            return [$"The database is ahead: this program does not know {string.Join(", ", unknown)}. Run a newer one."];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await engine.FindFaultAsync(db, cancel) is { } fault ? [fault] : [];
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
