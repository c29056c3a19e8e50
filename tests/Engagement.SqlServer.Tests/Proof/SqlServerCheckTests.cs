using Engagement.SqlServer.Tests.Capture;
using Engagement.SqlServer.Tests.Sample;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.SqlServer.Tests.Proof;

public sealed class SqlServerCheckTests : IDisposable
{
    private readonly ShadowedSqlite _sqlite = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _sqlite.Dispose();

    [Fact]
    public async Task What_EF_sends_passes()
    {
        await using (var db = _sqlite.Open())
        {
            db.AddRange(new Article { Id = 1, Key = "a" }, new Reader { Id = 1, Name = "r" }, new Marker { Text = "m" }, new Marker { Text = "n" });
            db.AddRange(Enumerable.Range(1, 3).Select(i => new Comment { ArticleId = 1, Seq = i, Body = "b", AuthorId = 1 }));
            await db.SaveChangesAsync(Stop);
            var article = await db.Articles.Include(a => a.Comments.OrderByDescending(c => c.Seq).Take(2)).SingleAsync(a => a.Key == "a", Stop);
            article.Version++;
            article.Settings.Closed = true;
            db.Remove(article.Comments[0]);
            await db.SaveChangesAsync(Stop);
            _ = await db.Comments.GroupBy(c => new { c.ArticleId, c.CreatedAt.Date })
                .Select(g => new { g.Key, Posts = g.Count(), Readers = g.Select(c => c.AuthorId).Distinct().Count(), Last = g.Max(c => c.Seq) })
                .OrderBy(g => g.Key.ArticleId).ToListAsync(Stop);
            _ = await db.Articles.Select(a => new { a.Key, Last = a.Comments.OrderByDescending(c => c.Seq).FirstOrDefault(), a.Settings.Message })
                .ToListAsync(Stop);
            _ = await db.Comments.Join(db.Readers, c => c.AuthorId, r => r.Id, (c, r) => new { c.Seq, r.Name })
                .Where(x => x.Name.StartsWith("r") || x.Name.Contains("é") || string.Compare(x.Name, "q") > 0).ToListAsync(Stop);
            _ = await db.Articles.Select(a => a.Id).Union(db.Readers.Select(r => r.Id)).AnyAsync(Stop);
            await db.Comments.Where(c => db.Readers.Any(r => r.Id == c.AuthorId && r.Name == "x")).ExecuteDeleteAsync(Stop);
        }
        _sqlite.Log.Record(
            "SELECT [Id] FROM [Articles] WITH (UPDLOCK, ROWLOCK) WHERE [Id] = @id", new Dictionary<string, object?> { ["@id"] = 1L }, "by hand");
        Assert.True(_sqlite.Log.Statements.Count >= 9);
        Assert.Empty(SqlServerCheck.Of(CheckedModels.Sample).Run(_sqlite.Log));
    }

    [Fact]
    public void A_wrong_statement_among_right_ones_is_found_by_its_origin()
    {
        var log = new StatementLog();
        foreach (var right in RightStatements.All)
            log.Add(right.Statement);
        log.Record("SELECT [Title] FROM [Articles]", new Dictionary<string, object?>(), "Articles.Read");
        log.Add(new CaptureGap("Comments.Search", "could not be translated"));
        var findings = SqlServerCheck.Of(CheckedModels.Sample).Run(log);
        Assert.Equal(
            [(Instrument.Capture, "Comments.Search"), (Instrument.Binder, "Articles.Read")], findings.Select(f => (f.Instrument, f.Origin)));
    }

    [Fact]
    public void A_schema_that_does_not_resolve_is_refused()
    {
        var broken = CheckedModels.Sample with { MoreSchema = ["CREATE INDEX [IX] ON [dbo].[Articles] ([Title])"] };
        Assert.Throws<InvalidOperationException>(() => SqlServerCheck.Of(broken));
    }
}
