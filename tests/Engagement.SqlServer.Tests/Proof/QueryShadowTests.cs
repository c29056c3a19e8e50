using Engagement.SqlServer.Tests.Capture;
using Engagement.SqlServer.Tests.Sample;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.SqlServer.Tests.Proof;

public sealed class QueryShadowTests : IDisposable
{
    private static readonly Func<SampleContext, long, IAsyncEnumerable<string>> Compiled =
        EF.CompileAsyncQuery((SampleContext db, long article) => db.Comments.Where(c => c.ArticleId == article).Select(c => c.Body));

    private readonly ShadowedSqlite _sqlite = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _sqlite.Dispose();

    [Fact]
    public async Task A_query_is_repeated_with_its_origin()
    {
        await using var db = _sqlite.Open();
        Assert.Empty(await db.Articles.Where(a => a.Version > 5).Select(a => a.Key).Take(3).ToListAsync(Stop));
        var statement = Assert.Single(_sqlite.Log.Statements);
        Assert.Contains("SELECT TOP(@p) [a].[Key]", statement.Text, StringComparison.Ordinal);
        Assert.Equal([new CapturedParameter("@p", "int")], statement.Parameters);
        Assert.Equal("QueryShadowTests.A_query_is_repeated_with_its_origin", statement.Origin);
    }

    [Fact]
    public async Task A_compiled_query_is_repeated()
    {
        await using var db = _sqlite.Open();
        await foreach (var _ in Compiled(db, 1))
            Assert.Fail("There is no comment.");
        Assert.Contains("[c].[ArticleId] = @article", Assert.Single(_sqlite.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Null_and_long_lists_are_tried_as_well()
    {
        await using var db = _sqlite.Open();
        string? subtitle = "x";
        long[] ids = [1, 2];
        _ = await db.Articles.CountAsync(a => a.Subtitle == subtitle && ids.Contains(a.Id), Stop);
        Assert.Contains(_sqlite.Texts, t => t.Contains("[a].[Subtitle] = @subtitle AND [a].[Id] IN (@ids1, @ids2)", StringComparison.Ordinal));
        Assert.Contains(_sqlite.Texts, t => t.Contains("[a].[Subtitle] IS NULL", StringComparison.Ordinal));
        Assert.Contains(_sqlite.Texts, t => t.Contains("OPENJSON(@ids)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_set_is_tried_with_as_many_values()
    {
        await using var db = _sqlite.Open();
        IReadOnlySet<long> ids = new HashSet<long> { 1 };
        _ = await db.Readers.Where(r => ids.Contains(r.Id)).ToListAsync(Stop);
        Assert.Contains(_sqlite.Texts, t => t.Contains("[r].[Id] IN (@ids1, @ids2)", StringComparison.Ordinal));
        Assert.Contains(_sqlite.Texts, t => t.Contains("OPENJSON(@ids)", StringComparison.Ordinal));
        Assert.Empty(_sqlite.Log.Gaps);
    }

    [Fact]
    public async Task Texts_are_tried_with_two_values()
    {
        await using var db = _sqlite.Open();
        string[] names = ["r"];
        _ = await db.Readers.Where(r => names.Contains(r.Name)).ToListAsync(Stop);
        Assert.Contains("[r].[Name] IN (@names1, @names2)", Assert.Single(_sqlite.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_halves_of_a_split_query_are_sent()
    {
        await using var db = _sqlite.Open();
        _ = await db.Articles.Where(a => a.LastSeq > 7).Include(a => a.Comments).AsSplitQuery().ToListAsync(Stop);
        Assert.Contains(_sqlite.Texts, t => t.Contains("INNER JOIN [Comments]", StringComparison.Ordinal));
        Assert.Equal(2, _sqlite.Texts.Count());
    }

    [Fact]
    public async Task Updates_and_deletes_of_sets_are_repeated()
    {
        await using var db = _sqlite.Open();
        var closed = true;
        await db.Articles.Where(a => a.Id == 1)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.Version, a => a.Version + 1).SetProperty(a => a.Settings.Closed, closed), Stop);
        await db.Comments.Where(c => c.State == 4).ExecuteDeleteAsync(Stop);
        Assert.Contains(_sqlite.Texts, t => t.Contains("JSON_MODIFY([a].[Settings], '$.Closed', @p)", StringComparison.Ordinal));
        Assert.Contains(_sqlite.Texts, t => t.StartsWith("DELETE FROM [c]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_query_that_SQL_Server_cannot_have_is_a_gap()
    {
        await using var db = _sqlite.Open();
        _ = await db.Readers.Where(r => EF.Functions.Glob(r.Name, "a*")).ToListAsync(Stop);
        Assert.Empty(_sqlite.Log.Statements);
        Assert.Contains("could not be translated", Assert.Single(_sqlite.Log.Gaps).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SQL_in_a_query_is_replaced_by_its_SQL_Server_text()
    {
        await using var db = _sqlite.Open();
        _sqlite.Written.Add("SELECT * FROM Readers LIMIT {0}", "SELECT * FROM Readers ORDER BY Id OFFSET 0 ROWS FETCH NEXT {0} ROWS ONLY", [5]);
        _sqlite.Written.Add("SELECT unixepoch() AS Value", "SELECT DATEDIFF_BIG(second, '1970-01-01', SYSUTCDATETIME()) AS Value", []);
        _sqlite.Written.Add("SELECT Id, Name FROM Readers", "SELECT [Id], [Name] FROM [Readers]", []);
        _ = await db.Readers.FromSqlRaw("SELECT * FROM Readers LIMIT {0}", 5).Where(r => r.Name == "a").ToListAsync(Stop);
        _ = await db.Database.SqlQueryRaw<long>("SELECT unixepoch() AS Value").SingleAsync(Stop);
        _ = await db.Database.SqlQueryRaw<Found>("SELECT Id, Name FROM Readers").ToListAsync(Stop);
        Assert.Empty(_sqlite.Log.Gaps);
        Assert.DoesNotContain(_sqlite.Texts, t => t.Contains("LIMIT", StringComparison.Ordinal) || t.Contains("unixepoch", StringComparison.Ordinal));
        var first = Assert.Single(_sqlite.Log.Statements, s => s.Text.Contains("FETCH NEXT @p0", StringComparison.Ordinal));
        Assert.Equal([new CapturedParameter("@p0", "int")], first.Parameters);
        Assert.Contains(_sqlite.Texts, t => t.Contains("DATEDIFF_BIG", StringComparison.Ordinal));
        Assert.Contains("SELECT [Id], [Name] FROM [Readers]", _sqlite.Texts.Select(t => t.Trim()));
    }

    [Fact]
    public async Task SQL_that_nobody_handed_in_is_a_gap()
    {
        await using var db = _sqlite.Open();
        _ = await db.Readers.FromSql($"SELECT Id, Name FROM Readers LIMIT {1}").ToListAsync(Stop);
        Assert.Empty(_sqlite.Log.Statements);
        Assert.Contains("LIMIT", Assert.Single(_sqlite.Log.Gaps).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_contexts_are_left_alone()
    {
        await using var db = new DbContext(new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").EnableServiceProviderCaching(false)
            .AddInterceptors(new Shadow.ShadowInterceptor<SampleContext>(_sqlite.Log, _sqlite.Written, CheckedModels.Sample.Create)).Options);
        Assert.Equal([1], await db.Database.SqlQuery<int>($"SELECT 1 AS Value").ToListAsync(Stop));
        Assert.Empty(_sqlite.Log.Statements);
        Assert.Empty(_sqlite.Log.Gaps);
    }

    private sealed record Found(long Id, string Name);
}
