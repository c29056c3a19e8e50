namespace Engagement.Articles;

/// <summary>What a reader may do under an article.</summary>
public enum CommentingState
{
    /// <summary>New comments are seen at once.</summary>
    Open = 1,

    /// <summary>New comments wait for a moderator.</summary>
    Premoderated = 2,

    /// <summary>No new comments.</summary>
    Closed = 3,
}
