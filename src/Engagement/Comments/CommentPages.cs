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
    private readonly BatchLoader<PageKey, List<Comment>> _pages;

    public CommentPages(PreparedReads reads) =>
        _pages = new((keys, cancel) => ReadAsync(reads, keys, cancel));

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
        var pages = await reads.ReadEachAsync<PageKey, Comment>(keys, k => [k.ArticleId, k.Above, k.From, k.Take], Text, cancel);
        foreach (var (key, rows) in pages)
            rows.Sort((a, b) => key.Descending ? b.Seq.CompareTo(a.Seq) : a.Seq.CompareTo(b.Seq));
        return pages;
    }

    private static string Text(SqlDialect dialect, string columns, PageKey key, string[] values) => $"""
        SELECT {columns} FROM "Comments"
        WHERE "ArticleId" = {values[0]} AND "{key.Column}" = {values[1]} AND "Shown" = {dialect.Booleans.True} AND "Seq" {(key.Descending ? "<" : ">")} {values[2]}{key.Filter}
        ORDER BY "Seq"{(key.Descending ? " DESC" : "")} {dialect.Take(values[3])}
        """;

    /// <param name="ArticleId">Whose comments.</param>
    /// <param name="Column">ParentSeq or RootSeq.</param>
    /// <param name="Above">The comment above them.</param>
    /// <param name="Descending">The order of reading.</param>
    /// <param name="From">Where reading starts, exclusive.</param>
    /// <param name="Take">The most rows.</param>
    /// <param name="Filter">From <see cref="CommentFilter.Sql"/>.</param>
    private sealed record PageKey(long ArticleId, string Column, long Above, bool Descending, long From, int Take, string Filter);
}
