using Engagement.SqlServer.Tests.Capture;
using Engagement.SqlServer.Tests.Sample;
using Engagement.SqlServer.Tests.Shadow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.SqlServer.Tests.Proof;

public sealed class SaveShadowTests : IDisposable
{
    private readonly ShadowedSqlite _sqlite = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _sqlite.Dispose();

    [Fact]
    public async Task Every_kind_of_save_is_repeated_and_the_real_one_is_not_disturbed()
    {
        await using (var db = _sqlite.Open())
        {
            var article = new Article { Id = 1, Key = "a" };
            db.AddRange(article, new Reader { Id = 5, Name = "r" }, new Comment { ArticleId = 1, Seq = 1, Body = "b", AuthorId = 5 });
            await db.SaveChangesAsync(Stop);
            article.Version++;
            article.Settings.Message = "soon";
            await db.SaveChangesAsync(Stop);
            db.Remove(await db.Comments.SingleAsync(Stop));
            Assert.Equal(1, await db.SaveChangesAsync(Stop));
        }

        Assert.Contains(_sqlite.Texts, t => t.Contains("INSERT INTO [Comments]", StringComparison.Ordinal));
        Assert.Contains(_sqlite.Texts, t => t.Contains("OUTPUT 1\nWHERE [Id] = @p2 AND [Version] = @p3", StringComparison.Ordinal));
        Assert.Contains(_sqlite.Texts, t => t.Contains("SET [Settings] = @p0, [Version] = @p1", StringComparison.Ordinal));
        Assert.Contains(_sqlite.Texts, t => t.Contains("DELETE FROM [Comments]", StringComparison.Ordinal));
        await using var after = _sqlite.Open();
        var kept = await after.Articles.AsNoTracking().Include(a => a.Comments).SingleAsync(Stop);
        Assert.Equal((1L, "soon", 0), (kept.Version, kept.Settings.Message, kept.Comments.Count));
        Assert.Empty(_sqlite.Log.Gaps);
    }

    [Fact]
    public async Task Keys_from_the_database_are_repeated_and_still_come_from_the_database()
    {
        await using var db = _sqlite.Open();
        Marker[] markers = [new() { Text = "a" }, new() { Text = "b" }];
        db.AddRange(markers);
        await db.SaveChangesAsync(Stop);
        Assert.Equal([1, 2], markers.Select(m => m.Id));
        Assert.Contains("MERGE [Markers]", Assert.Single(_sqlite.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_a_key_of_the_database_is_sent_too()
    {
        await using var db = _sqlite.Open();
        db.AddRange(new Note { Id = 1, Marker = new Marker { Text = "a" } }, new Note { Id = 2, Marker = new Marker { Text = "b" } });
        await db.SaveChangesAsync(Stop);
        Assert.Equal([1, 2], await db.Set<Note>().OrderBy(n => n.Id).Select(n => n.Marker.Id).ToListAsync(Stop));
        Assert.Contains(_sqlite.Texts, t => t.Contains("MERGE [Markers]", StringComparison.Ordinal));
        Assert.Contains(_sqlite.Texts, t => t.Contains("INSERT INTO [Note]", StringComparison.Ordinal));
        Assert.Empty(_sqlite.Log.Gaps);
    }

    [Fact]
    public async Task A_large_save_is_repeated_in_small()
    {
        await using var db = _sqlite.Open();
        db.AddRange(Enumerable.Range(1, 500).Select(i => new Reader { Id = i, Name = "r" }));
        Assert.Equal(500, await db.SaveChangesAsync(Stop));
        Assert.Equal(6, Assert.Single(_sqlite.Log.Statements).Parameters.Count);
    }

    [Fact]
    public async Task Saves_of_one_shape_are_repeated_once()
    {
        for (var i = 1; i <= 3; i++)
        {
            await using var db = _sqlite.Open();
            db.Add(new Reader { Id = i, Name = $"reader {i}" });
            await db.SaveChangesAsync(Stop);
        }
        Assert.Single(_sqlite.Texts);
    }

    [Fact]
    public async Task One_interceptor_serves_many_threads()
    {
        var log = new StatementLog();
        var interceptor = new ShadowInterceptor<SampleContext>(log, new HandWritten(), CheckedModels.Sample.Create);
        await Parallel.ForAsync(0, 16, Stop, async (i, stop) =>
        {
            using var sqlite = new ShadowedSqlite(log, interceptor);
            await using var db = sqlite.Open();
            for (var reader = 1; reader <= i % 4; reader++)
                db.Add(new Reader { Id = reader, Name = "r" });
            await db.SaveChangesAsync(stop);
            Assert.Equal(i % 4, await db.Readers.Where(r => r.Id < 1000 && r.Name == "r").CountAsync(stop));
        });
        Assert.Equal(3, log.Statements.Count(s => s.Text.Contains("INSERT INTO [Readers]", StringComparison.Ordinal)));
        Assert.Single(log.Statements, s => s.Text.Contains("SELECT COUNT(*)", StringComparison.Ordinal));
        Assert.Empty(log.Gaps);
    }
}
