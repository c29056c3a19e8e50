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
