using System.Globalization;
using Engagement.Graph;
using GraphQL;

namespace Engagement.Comments;

/// <summary>The place of a comment in lists over all articles, newest first: time, then article, then sequence number.</summary>
internal static class TimeCursor
{
    public static string Of(Comment comment) =>
        string.Create(CultureInfo.InvariantCulture, $"t{comment.CreatedAt.Ticks:x}-{comment.ArticleId:x}-{comment.Seq:x}");

    /// <summary>The place; null if the page starts at the newest.</summary>
    /// <exception cref="ExecutionError">The text is no cursor of ours.</exception>
    public static (DateTime CreatedAt, long ArticleId, long Seq)? Parse(string? cursor)
    {
        if (cursor is null)
            return null;
        var parts = cursor.StartsWith('t') ? cursor[1..].Split('-') : [];
        return parts.Length == 3
            && TryHex(parts[0], out var ticks) && ticks <= DateTime.MaxValue.Ticks && TryHex(parts[1], out var articleId) && TryHex(parts[2], out var seq)
                ? (new DateTime(ticks, DateTimeKind.Utc), articleId, seq)
                : throw PageArguments.BadCursor();
    }

    /// <summary>Newest first, from the place on.</summary>
    public static IQueryable<Comment> After(this IQueryable<Comment> comments, (DateTime CreatedAt, long ArticleId, long Seq)? place)
    {
        if (place is var (at, articleId, seq))
            comments = comments.Where(c =>
                c.CreatedAt < at || (c.CreatedAt == at && (c.ArticleId < articleId || (c.ArticleId == articleId && c.Seq < seq))));
        return comments.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.ArticleId).ThenByDescending(c => c.Seq);
    }

    private static bool TryHex(string digits, out long value) =>
        long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;
}
