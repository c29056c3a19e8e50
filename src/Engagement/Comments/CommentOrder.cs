namespace Engagement.Comments;

/// <summary>How comments are ordered.</summary>
public enum CommentOrder
{
    /// <summary>The latest first.</summary>
    Newest,

    /// <summary>The earliest first.</summary>
    Oldest,
}
