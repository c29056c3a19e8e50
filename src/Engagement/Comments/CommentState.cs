namespace Engagement.Comments;

/// <summary>What became of a comment.</summary>
public enum CommentState
{
    /// <summary>Everybody sees it.</summary>
    Published = 1,

    /// <summary>Waits for a moderator; seen by its author and moderators only.</summary>
    Held = 2,

    /// <summary>By a moderator or a rule.</summary>
    Removed = 3,

    /// <summary>By its author; nobody restores it.</summary>
    Deleted = 4,
}
