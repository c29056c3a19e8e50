using Engagement.Data;
using Engagement.Graph;
using GraphQL.DataLoader;

namespace Engagement.Comments;

/// <summary>
/// Pages of comments right below an article or a comment, and flat pages of all below a comment at top level. One
/// statement for each hundred pages that one level of a request asks for; a page reads its rows by index and no others.
/// </summary>
internal sealed class CommentPages
{
    /// <summary>The most pages in one statement: SQLite takes 500 terms, SQL Server 2,100 parameters, of which a page has four.</summary>
    private const int MaxPages = 100;

    private readonly BatchLoader<PageKey, List<Comment>> _pages;

    public CommentPages(PreparedReads reads) =>
        _pages = new(async (keys, cancel) => await ReadAsync(reads, keys, cancel));

    /// <summary>Comments right below <paramref name="parentSeq"/> (0: at top level).</summary>
    public IDataLoaderResult<List<Comment>?> LoadReplies(long articleId, long parentSeq, CommentOrder order, PageArguments page) =>
        _pages.Load(new(articleId, "ParentSeq", parentSeq, order == CommentOrder.Newest != page.Backward, CommentCursor.Parse(page.Cursor), page.Size + 1));

    /// <summary>Comments of all depths below a comment at top level, oldest first.</summary>
    public IDataLoaderResult<List<Comment>?> LoadDescendants(long articleId, long rootSeq, PageArguments page) =>
        _pages.Load(new(articleId, "RootSeq", rootSeq, false, Math.Max(CommentCursor.Parse(page.Cursor) ?? 0, rootSeq), page.Size + 1));

    private static async Task<IReadOnlyDictionary<PageKey, List<Comment>>> ReadAsync(
        PreparedReads reads, IReadOnlyList<PageKey> keys, CancellationToken cancel)
    {
        var pages = new Dictionary<PageKey, List<Comment>>();
        foreach (var chunk in keys.Chunk(MaxPages))
        {
            var parameters = chunk.SelectMany(k => new object[] { k.ArticleId, k.Above, k.From, k.Take }).ToArray();
            var rows = await reads.ReadAsync<Comment>((d, columns) => Text(d, columns, chunk), parameters, cancel);
            if (chunk is [var only])
            {
                pages.Add(only, rows);
                continue;
            }
            // Pages may overlap: each takes from all rows those that its own part of the statement has read.
            foreach (var k in chunk)
                pages.Add(k, [.. rows.Where(k.Holds).DistinctBy(c => c.Seq).OrderBy(c => k.Descending ? -c.Seq : c.Seq).Take(k.Take)]);
        }
        return pages;
    }

    private static string Text(SqlDialect dialect, string columns, IReadOnlyList<PageKey> keys) =>
        string.Join(" UNION ALL ", keys.Select((k, i) => $$"""
            SELECT * FROM (
                SELECT {{columns}} FROM "Comments"
                WHERE "ArticleId" = {{{i * 4}}} AND "{{k.Column}}" = {{{i * 4 + 1}}} AND "Shown" = {{dialect.Booleans.True}} AND "Seq" {{(k.Descending ? "<" : ">")}} {{{i * 4 + 2}}}
                ORDER BY "Seq"{{(k.Descending ? " DESC" : "")}} {{dialect.Take($"{{{i * 4 + 3}}}")}}) AS p{{i}}
            """));

    /// <param name="ArticleId">Whose comments.</param>
    /// <param name="Column">ParentSeq or RootSeq.</param>
    /// <param name="Above">The comment above them.</param>
    /// <param name="Descending">The order of reading, from <paramref name="Cursor"/> on.</param>
    /// <param name="Cursor">Exclusive; null: from the end.</param>
    /// <param name="Take">The most rows.</param>
    private sealed record PageKey(long ArticleId, string Column, long Above, bool Descending, long? Cursor, int Take)
    {
        public long From => Cursor ?? (Descending ? long.MaxValue : 0);

        public bool Holds(Comment c) =>
            c.ArticleId == ArticleId && (Column == "ParentSeq" ? c.ParentSeq : c.RootSeq) == Above && (Descending ? c.Seq < From : c.Seq > From);
    }
}
