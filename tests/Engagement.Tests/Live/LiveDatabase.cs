using Engagement.Data;
using Engagement.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Tests.Live;

/// <summary>A database file of one test, and the replicas that share it.</summary>
internal sealed class LiveDatabase : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("engagement-live-").FullName;
    private readonly List<Replica> _replicas = [];

    public string ConnectionString => $"Data Source={Path.Combine(_folder, "live.db")}";

    public static async Task<LiveDatabase> CreateAsync()
    {
        var database = new LiveDatabase();
        await using var db = database.Open();
        await db.Database.EnsureCreatedAsync();
        return database;
    }

    public EngagementDbContext Open()
    {
        var options = new DbContextOptionsBuilder<EngagementDbContext>();
        new SqliteEngine().Configure(options, ConnectionString);
        return new EngagementDbContext(options.Options);
    }

    /// <summary>A process of the service, without its background work.</summary>
    public Replica AddReplica(Action<ReplicaSettings>? change = null)
    {
        var settings = new ReplicaSettings();
        change?.Invoke(settings);
        var replica = new Replica(this, settings);
        _replicas.Add(replica);
        return replica;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        Directory.Delete(_folder, recursive: true);
    }
}
