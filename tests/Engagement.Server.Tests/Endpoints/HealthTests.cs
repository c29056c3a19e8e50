using System.Net;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace Engagement.Server.Tests.Endpoints;

public sealed class HealthTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task A_server_is_ready_degraded_by_a_newer_schema_and_unavailable_on_an_older_one(string engine)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = await EngagementServer.StartAsync(engine, new ServerSetup { Time = time });

        var ready = await ReadyAsync(server);
        await using (var db = server.Database.OpenContext())
            await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('99990101000000_Later', '99')", Cancel);
        var kept = await ReadyAsync(server);
        time.Advance(TimeSpan.FromSeconds(1));
        var ahead = await ReadyAsync(server);
        await using (var db = server.Database.OpenContext())
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsHistory\"", Cancel);
        time.Advance(TimeSpan.FromSeconds(1));
        var behind = await ReadyAsync(server);

        Assert.Equal((HttpStatusCode.OK, """{"status":"ready","reasons":[]}"""), ready);
        Assert.Equal(ready, kept);
        Assert.Equal(HttpStatusCode.OK, ahead.Status); // replicas are being replaced one by one
        Assert.StartsWith("""{"status":"degraded",""", ahead.Body);
        Assert.Contains("99990101000000_Later", ahead.Body);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, behind.Status);
        Assert.Contains("database migrate", behind.Body);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_told_without_its_address()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = await EngagementServer.StartAsync(Engines.PostgreSql, new ServerSetup { Time = time });

        await CloseAsync(server.Database.ConnectionString);
        var (status, body) = await ReadyAsync(server);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"status":"unavailable","reasons":["The database cannot be reached."]}"""), (status, body));
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("health/live", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_server_that_stops_is_not_ready()
    {
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite);
        var readiness = server.Services.GetRequiredService<Server.Endpoints.Readiness>();

        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Equal("unavailable", (await readiness.LookAsync(Cancel)).Status);
    }

    private static async Task<(HttpStatusCode Status, string Body)> ReadyAsync(EngagementServer server)
    {
        using var response = await server.Http.GetAsync("health/ready", Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Lets nobody into the database any more, and puts those out who are in.</summary>
    private static async Task CloseAsync(string connectionString)
    {
        var at = new NpgsqlConnectionStringBuilder(connectionString);
        var sql = $"ALTER DATABASE \"{at.Database}\" ALLOW_CONNECTIONS false";
        at.Database = "postgres";
        await using (var connection = new NpgsqlConnection(at.ToString()))
        {
            await connection.OpenAsync(Cancel);
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(Cancel);
        }
        await using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
    }
}
