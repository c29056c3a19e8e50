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
        var descending = order != CommentOrder.Oldest != page.Backward;
        var from = CommentCursor.Parse(page.Cursor, order) ?? (descending ? new(int.MaxValue, long.MaxValue) : new(-1, 0));
        return _pages.Load(new(articleId, "ParentSeq", parentSeq, order, descending, from, page.Size + 1, CommentFilter.Sql(filter)));
    }

    /// <summary>Comments at top level on both sides of a place: those before it, nearest first, and those from it on.</summary>
    /// <param name="articleId">Whose comments.</param>
    /// <param name="seq">The place.</param>
    /// <param name="newest">NEWEST, or OLDEST.</param>
    /// <param name="size">Of the page.</param>
    /// <param name="filter">Null: all.</param>
    public IDataLoaderResult<(List<Comment> Before, List<Comment> From)> LoadAround(long articleId, long seq, bool newest, int size, CommentFilter? filter)
    {
        var before = new PageKey(articleId, "ParentSeq", 0, CommentOrder.Newest, !newest, new(0, seq), size + 1, CommentFilter.Sql(filter));
        var from = before with { Descending = newest, From = new(0, newest ? seq + 1 : seq - 1) };
        return LoaderResults.All([_pages.Load(before), _pages.Load(from)]).Then(sides => (sides[0] ?? [], sides[1] ?? []));
    }

    /// <summary>Comments of all depths below a comment at top level, oldest first.</summary>
    public IDataLoaderResult<List<Comment>?> LoadDescendants(long articleId, long rootSeq, PageArguments page) =>
        _pages.Load(new(
            articleId, "RootSeq", rootSeq, CommentOrder.Oldest, false, new(0, Math.Max(rootSeq, CommentCursor.Parse(page.Cursor, CommentOrder.Oldest)?.Seq ?? 0)), page.Size + 1, ""));

    private static async Task<IReadOnlyDictionary<PageKey, List<Comment>>> ReadAsync(PreparedReads reads, IReadOnlyList<PageKey> keys, CancellationToken cancel)
    {
        var pages = await reads.ReadEachAsync<PageKey, Comment>(
            keys, k => [k.ArticleId, k.Above, k.From.Seq, k.Take, k.From.Rank], Text, cancel); // the rank is not always asked for, but every key has as many
        foreach (var (key, rows) in pages)
            rows.Sort((a, b) => (key.Descending ? -1 : 1) * CommentCursor.Place(a, key.Order).CompareTo(CommentCursor.Place(b, key.Order)));
        return pages;
    }

    private static string Text(SqlDialect dialect, string columns, PageKey key, string[] values)
    {
        var (beyond, direction) = key.Descending ? ("<", " DESC") : (">", "");
        var (condition, order) = key.Order.Rank() is { } rank
            ? ($"""{rank} {beyond}= {values[4]} AND ({rank} {beyond} {values[4]} OR "Seq" {beyond} {values[2]})""", $"{rank}{direction}, \"Seq\"{direction}")
            : ($"\"Seq\" {beyond} {values[2]}", $"\"Seq\"{direction}");
        return $"""
            SELECT {columns} FROM "Comments"
            WHERE "ArticleId" = {values[0]} AND "{key.Column}" = {values[1]} AND "Shown" = {dialect.Booleans.True} AND {condition}{key.Filter}
            ORDER BY {order} {dialect.Take(values[3])}
            """;
    }

    /// <param name="ArticleId">Whose comments.</param>
    /// <param name="Column">ParentSeq or RootSeq.</param>
    /// <param name="Above">The comment above them.</param>
    /// <param name="Order">By what.</param>
    /// <param name="Descending">The direction of reading.</param>
    /// <param name="From">Where reading starts, exclusive.</param>
    /// <param name="Take">The most rows.</param>
    /// <param name="Filter">From <see cref="CommentFilter.Sql"/>.</param>
    private sealed record PageKey(long ArticleId, string Column, long Above, CommentOrder Order, bool Descending, CommentPlace From, int Take, string Filter);
}
