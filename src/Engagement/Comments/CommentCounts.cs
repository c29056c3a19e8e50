using Engagement.Data;
using Engagement.Graph;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>How many comments at top level a filter lets through: counted when asked, one statement for each hundred.</summary>
internal sealed class CommentCounts(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect)
{
    /// <summary>The most counts in one statement: SQLite takes 500 terms.</summary>
    private const int MaxCounts = 100;

    private readonly BatchLoader<Filtered, Counted> _counts = new(async (keys, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var counts = new Dictionary<Filtered, Counted>();
        foreach (var chunk in keys.Chunk(MaxCounts))
        {
            var counted = await db.Query<Counted>(dialect, d => Text(d, chunk), [.. chunk.Select(k => (object)k.ArticleId)]).ToListAsync(cancel);
            foreach (var one in counted)
                counts.Add(chunk[one.Page], one);
        }
        return counts;
    });

    /// <summary>Shown comments of the article at top level that pass the filter.</summary>
    public IDataLoaderResult<int> Load(long articleId, CommentFilter filter) =>
        _counts.Load(new(articleId, CommentFilter.Sql(filter))).Then(counted => counted?.Count ?? 0);

    private static string Text(SqlDialect dialect, IReadOnlyList<Filtered> keys) =>
        string.Join(" UNION ALL ", keys.Select((k, i) => $$"""
            SELECT {{i}} AS "Page", COUNT(*) AS "Count" FROM "Comments"
            WHERE "ArticleId" = {{{i}}} AND "ParentSeq" = 0 AND "Shown" = {{dialect.Booleans.True}}{{k.Filter}}
            """));

    private sealed record Filtered(long ArticleId, string Filter);

    private sealed record Counted(int Page, int Count);
}
