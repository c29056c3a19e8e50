using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using GraphQL;

namespace Engagement.Discovery.Terms;

/// <summary>Cursors of lists of articles, opaque: the milliseconds of what they are ordered by, and the article.</summary>
internal static class ArticleCursor
{
    private const string Prefix = "a";

    public static string Format(Article article) =>
        PublicId.Format(Prefix, TermArticle.TimeOf(article).Ticks / TimeSpan.TicksPerMillisecond, article.Id);

    /// <summary>The place; null if the page starts at the connection's end.</summary>
    /// <exception cref="ExecutionError">The text is no cursor of ours.</exception>
    public static (DateTime At, long ArticleId)? Parse(string? cursor) => cursor is null
        ? null
        : PublicId.TryParse(Prefix, cursor, out var milliseconds, out var id) && milliseconds <= DateTime.MaxValue.Ticks / TimeSpan.TicksPerMillisecond
            ? (new DateTime(milliseconds * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc), id)
            : throw PageArguments.BadCursor();
}
