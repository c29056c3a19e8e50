using Engagement.Data;
using Engagement.Graph;
using GraphQL;

namespace Engagement.Comments;

/// <summary>The cursor of NEWEST, OLDEST and of all flat lists of one article's comments: the sequence number, opaque.</summary>
internal static class CommentCursor
{
    private const string Prefix = "s";

    public static string Format(long seq) => PublicId.Format(Prefix, seq);

    /// <summary>The sequence number; null if the page starts at the connection's end.</summary>
    /// <exception cref="ExecutionError">The text is no cursor of ours.</exception>
    public static long? Parse(string? cursor) =>
        cursor is null ? null
        : PublicId.TryParse(Prefix, cursor, out var seq) ? seq
        : throw PageArguments.BadCursor();
}
