namespace Engagement.Comments;

/// <summary>How comments are ordered.</summary>
public enum CommentOrder
{
    /// <summary>The latest first.</summary>
    Newest,

    /// <summary>The earliest first.</summary>
    Oldest,

    /// <summary>Those with the most reactions first, of the same number the latest. While numbers move, a comment may come twice or be missed between two pages: merge by id.</summary>
    Top,

    /// <summary>Those with the most replies right below first, of the same number the latest. Between two pages as TOP.</summary>
    MostReplies,
}

internal static class CommentOrders
{
    /// <summary>The SQL of what comes before the sequence number in an order, as its index has it; null for none.</summary>
    public static string? Rank(this CommentOrder order) => order switch
    {
        CommentOrder.Top => "(\"Likes\" + \"Insightfuls\" + \"Agrees\" + \"Disagrees\")",
        CommentOrder.MostReplies => "\"ShownReplies\"",
        _ => null,
    };
}
