using Engagement.Data;
using Engagement.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engagement.Tests.Data;

/// <summary>A database file of one test, with all tables.</summary>
internal sealed class SqliteFile : IDbContextFactory<EngagementDbContext>, IAsyncDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly SqliteEngine _engine = new();
    private readonly DbContextOptions<EngagementDbContext> _options;

    /// <param name="interceptors">Of every context.</param>
    public SqliteFile(params IInterceptor[] interceptors)
    {
        var builder = new DbContextOptionsBuilder<EngagementDbContext>();
        _engine.Configure(builder, $"Data Source={_path}");
        builder.AddInterceptors(interceptors);
        _options = builder.Options;
        using var db = OpenContext();
        db.Database.Migrate();
    }

    /// <summary>What a process writes by; each call is a process of its own.</summary>
    public WriteTransactions Transactions(WriteOptions? options = null, TimeProvider? time = null) =>
        new(this, _engine.Dialect, options ?? new WriteOptions(), time ?? TimeProvider.System, NullLogger<WriteTransactions>.Instance);

    public EngagementDbContext OpenContext() => new(_options);

    EngagementDbContext IDbContextFactory<EngagementDbContext>.CreateDbContext() => OpenContext();

    public ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection($"Data Source={_path}"))
            SqliteConnection.ClearPool(connection);
        foreach (var file in new[] { _path, $"{_path}-wal", $"{_path}-shm" })
            File.Delete(file);
        return ValueTask.CompletedTask;
    }
}
