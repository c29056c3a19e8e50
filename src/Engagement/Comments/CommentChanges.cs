using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Live;
using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Types;

namespace Engagement.Comments;

/// <summary>A piece of an article's change feed.</summary>
/// <param name="Changes">In ascending version.</param>
/// <param name="Version">The next `after`.</param>
/// <param name="HasMore">Whether more is there already.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record ArticleChanges(
    [property: OutputType(typeof(NonNullGraphType<ListGraphType<NonNullGraphType<ArticleChangeType>>>))] IReadOnlyList<LiveEvent> Changes,
    [property: Version] long Version,
    bool HasMore);

/// <summary>The change feed as a query: one statement for each hundred pieces that one level of a request asks for.</summary>
internal sealed class CommentChanges(PreparedReads reads)
{
    private readonly BatchLoader<Piece, List<Comment>> _pieces = new((keys, cancel) =>
        reads.ReadEachAsync<Piece, Comment>(keys, p => [p.ArticleId, p.After, p.Version, p.Take], Text, cancel));

    /// <summary>
    /// What changed above <paramref name="after"/>, oldest first. The article was read before, so its comments may be newer than
    /// its version, never older; what is stamped above it is left for the next call.
    /// </summary>
    public IDataLoaderResult<ArticleChanges> Load(ArticleView article, long after, int first) => after > article.Version || !article.Row.GoesOnFrom(after)
        ? LoaderResults.Of(new ArticleChanges([new Resync(article.Version)], article.Version, false)) // the database was set back, or two articles were merged
        : _pieces.Load(new(article.Row.Id, after, article.Version, first + 1)).Then(rows => Merge(article, after, first, rows ?? []));

    private static ArticleChanges Merge(ArticleView article, long after, int first, List<Comment> rows)
    {
        List<LiveEvent> all = [.. CommentEvent.Changes(article, rows, after).OrderBy(e => e.Version)];
        return all.Count > first
            ? new(all[..first], first == 0 ? after : all[first - 1].Version, true)
            : new(all, article.Version, false);
    }

    private static string Text(SqlDialect dialect, string columns, Piece piece, string[] values) => $"""
        SELECT {columns} FROM "Comments"
        WHERE "ArticleId" = {values[0]} AND "ChangedVersion" > {values[1]} AND "ChangedVersion" <= {values[2]}
        ORDER BY "ChangedVersion" {dialect.Take(values[3])}
        """;

    private sealed record Piece(long ArticleId, long After, long Version, int Take);
}
