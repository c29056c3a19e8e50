namespace Engagement.Articles;

/// <summary>What a reader may do under an article.</summary>
public enum CommentingState
{
    Open = 1,

    /// <summary>New comments wait for a moderator.</summary>
    Premoderated = 2,
    Closed = 3,
}
