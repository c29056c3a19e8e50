using Engagement.Data;
using Engagement.Graph;
using GraphQL.DataLoader;

namespace Engagement.Comments;

/// <summary>
/// Pages of comments right below an article or a comment, and flat pages of all below a comment at top level. One
/// statement for each hundred pages that one level of a request asks for; a page reads its rows by index and, unless it is
/// filtered, no others.
/// </summary>
internal sealed class CommentPages
{
    /// <summary>The most pages in one statement: SQLite takes 500 terms, SQL Server 2,100 parameters, of which a page has four.</summary>
    private const int MaxPages = 100;

    private readonly BatchLoader<PageKey, List<Comment>> _pages;

    public CommentPages(PreparedReads reads) =>
        _pages = new(async (keys, cancel) => await ReadAsync(reads, keys, cancel));

    /// <summary>Comments right below <paramref name="parentSeq"/> (0: at top level).</summary>
    public IDataLoaderResult<List<Comment>?> LoadReplies(long articleId, long parentSeq, CommentOrder order, PageArguments page, CommentFilter? filter = null)
    {
        var descending = order == CommentOrder.Newest != page.Backward;
        return _pages.Load(new(
            articleId, "ParentSeq", parentSeq, descending, CommentCursor.Parse(page.Cursor) ?? (descending ? long.MaxValue : 0), page.Size + 1, CommentFilter.Sql(filter)));
    }

    /// <summary>Comments at top level on both sides of a place: those before it, nearest first, and those from it on.</summary>
    public IDataLoaderResult<(List<Comment> Before, List<Comment> From)> LoadAround(long articleId, long seq, CommentOrder order, int size, CommentFilter? filter)
    {
        var newest = order == CommentOrder.Newest;
        var before = new PageKey(articleId, "ParentSeq", 0, !newest, seq, size + 1, CommentFilter.Sql(filter));
        var from = before with { Descending = newest, From = newest ? seq + 1 : seq - 1 };
        return LoaderResults.All([_pages.Load(before), _pages.Load(from)]).Then(sides => (sides[0] ?? [], sides[1] ?? []));
    }

    /// <summary>Comments of all depths below a comment at top level, oldest first.</summary>
    public IDataLoaderResult<List<Comment>?> LoadDescendants(long articleId, long rootSeq, PageArguments page) =>
        _pages.Load(new(articleId, "RootSeq", rootSeq, false, Math.Max(rootSeq, CommentCursor.Parse(page.Cursor) ?? 0), page.Size + 1, ""));

    private static async Task<IReadOnlyDictionary<PageKey, List<Comment>>> ReadAsync(PreparedReads reads, IReadOnlyList<PageKey> keys, CancellationToken cancel)
    {
        var pages = new Dictionary<PageKey, List<Comment>>();
        foreach (var chunk in keys.Chunk(MaxPages))
        {
            var parameters = chunk.SelectMany(k => new object[] { k.ArticleId, k.Above, k.From, k.Take }).ToArray();
            var rows = await reads.ReadGroupsAsync<Comment>((d, columns) => Text(d, columns, chunk), parameters, cancel);
            foreach (var (i, k) in chunk.Index())
                pages.Add(k, [.. rows[i].OrderBy(c => k.Descending ? -c.Seq : c.Seq)]);
        }
        return pages;
    }

    private static string Text(SqlDialect dialect, string columns, IReadOnlyList<PageKey> keys) =>
        string.Join(" UNION ALL ", keys.Select((k, i) => $$"""
            SELECT * FROM (
                SELECT {{columns}}, {{i}} AS "Page" FROM "Comments"
                WHERE "ArticleId" = {{{i * 4}}} AND "{{k.Column}}" = {{{i * 4 + 1}}} AND "Shown" = {{dialect.Booleans.True}} AND "Seq" {{(k.Descending ? "<" : ">")}} {{{i * 4 + 2}}}{{k.Filter}}
                ORDER BY "Seq"{{(k.Descending ? " DESC" : "")}} {{dialect.Take($"{{{i * 4 + 3}}}")}}) AS p{{i}}
            """));

    /// <param name="ArticleId">Whose comments.</param>
    /// <param name="Column">ParentSeq or RootSeq.</param>
    /// <param name="Above">The comment above them.</param>
    /// <param name="Descending">The order of reading.</param>
    /// <param name="From">Where reading starts, exclusive.</param>
    /// <param name="Take">The most rows.</param>
    /// <param name="Filter">From <see cref="CommentFilter.Sql"/>.</param>
    private sealed record PageKey(long ArticleId, string Column, long Above, bool Descending, long From, int Take, string Filter);
}
