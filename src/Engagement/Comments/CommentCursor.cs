using Engagement.Data;
using Engagement.Graph;
using GraphQL;

namespace Engagement.Comments;

/// <summary>Where a comment stands in an order: by rank, and of the same rank by sequence number. NEWEST and OLDEST have no ranks.</summary>
internal readonly record struct CommentPlace(int Rank, long Seq) : IComparable<CommentPlace>
{
    public int CompareTo(CommentPlace other) => (Rank, Seq).CompareTo((other.Rank, other.Seq));
}

/// <summary>
/// Cursors of comments, opaque: of NEWEST, OLDEST and of all flat lists the sequence number, which stays; of TOP and
/// MOST_REPLIES the rank that the comment had, and the number.
/// </summary>
internal static class CommentCursor
{
    private const string Numbers = "s", Ranks = "r";

    /// <summary>One of NEWEST and OLDEST.</summary>
    public static string Format(long seq) => PublicId.Format(Numbers, seq);

    /// <summary>The cursor of a comment in an order.</summary>
    public static string Format(Comment row, CommentOrder order) =>
        order.Rank() is null ? Format(row.Seq) : PublicId.Format(Ranks, Place(row, order).Rank, row.Seq);

    /// <summary>The place of a comment in an order.</summary>
    public static CommentPlace Place(Comment row, CommentOrder order) => new(order switch
    {
        CommentOrder.Top => row.Likes + row.Insightfuls + row.Agrees + row.Disagrees,
        CommentOrder.MostReplies => row.ShownReplies,
        _ => 0,
    }, row.Seq);

    /// <summary>The place; null if the page starts at the connection's end.</summary>
    /// <exception cref="ExecutionError">The text is no cursor of this order.</exception>
    public static CommentPlace? Parse(string? cursor, CommentOrder order)
    {
        if (cursor is null)
            return null;
        if (order.Rank() is null)
            return PublicId.TryParse(Numbers, cursor, out var seq) ? new(0, seq) : throw PageArguments.BadCursor();
        return PublicId.TryParse(Ranks, cursor, out var rank, out var number) && rank <= int.MaxValue ? new((int)rank, number) : throw PageArguments.BadCursor();
    }
}
