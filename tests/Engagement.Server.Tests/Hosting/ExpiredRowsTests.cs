using Engagement.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Server.Tests.Hosting;

public sealed class ExpiredRowsTests
{
    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task What_is_kept_for_a_while_goes_when_its_time_is_over_and_not_before(string engine)
    {
        var time = new FakeTimeProvider(Start);
        await using var server = await EngagementServer.StartAsync(
            engine,
            new ServerSetup { Time = time, Settings = ["Retention:ChunkSize=2", "Retention:Interval=1.00:00:00", "Retention:CommitMarkers=00:01:00", "Retention:IdempotencyKeys=00:02:00"] });
        await AddAsync(server, keys: 5, markers: 5, Start);
        await AddAsync(server, keys: 2, markers: 2, Start.AddMilliseconds(1));
        var expired = server.Services.GetRequiredService<ExpiredRows>();

        time.SetUtcNow(new DateTimeOffset(Start.AddMinutes(1)));
        Assert.Equal(0, await expired.DeleteAsync(Cancel));
        Assert.Equal((7, 7), await CountAsync(server));

        time.SetUtcNow(new DateTimeOffset(Start.AddMinutes(1).AddMilliseconds(1)));
        Assert.Equal(5, await expired.DeleteAsync(Cancel));
        var (keys, markers) = await CountAsync(server);
        Assert.Equal(7, keys);
        Assert.InRange(markers, 2 + 1, 2 + 3); // those of the deleting transactions themselves

        time.SetUtcNow(new DateTimeOffset(Start.AddMinutes(2).AddMilliseconds(2)));
        await expired.DeleteAsync(Cancel);
        Assert.Equal(0, (await CountAsync(server)).Keys);
    }

    [Fact]
    public async Task The_server_deletes_them_by_itself()
    {
        var time = new FakeTimeProvider(Start);
        await using var server = await EngagementServer.StartAsync(Engines.Sqlite, new ServerSetup { Time = time, Settings = ["Retention:Interval=00:00:01"] });
        await AddAsync(server, keys: 3, markers: 0, Start.AddHours(-25));

        Assert.True(await Wait.UntilAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(1)); // again and again: the timer may not be there yet
            return (await CountAsync(server)).Keys == 0;
        }));
    }

    private static async Task AddAsync(EngagementServer server, int keys, int markers, DateTime at)
    {
        await using var db = server.Database.OpenContext();
        for (var i = 0; i < keys; i++)
            db.Add(new IdempotencyKey { CallerId = i, Key = $"{at.Ticks}", InputHash = "", WriteId = 0, ArticleId = 0, Seq = 0, CreatedAt = at });
        for (var i = 0; i < markers; i++)
            db.Add(new CommitMarker { Id = Ids.New(DateTime.UtcNow), CreatedAt = at });
        await db.SaveChangesAsync(Cancel);
    }

    private static async Task<(int Keys, int Markers)> CountAsync(EngagementServer server)
    {
        await using var db = server.Database.OpenContext();
        return (await db.Set<IdempotencyKey>().CountAsync(Cancel), await db.Set<CommitMarker>().CountAsync(Cancel));
    }
}
