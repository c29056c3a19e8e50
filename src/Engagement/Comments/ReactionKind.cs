namespace Engagement.Comments;

/// <summary>What a reader says of a comment without words; one per reader and comment.</summary>
public enum ReactionKind
{
    /// <summary>It pleases.</summary>
    Like = 1,

    /// <summary>It adds something.</summary>
    Insightful = 2,

    /// <summary>The reader is of the same opinion.</summary>
    Agree = 3,

    /// <summary>The reader is of another opinion; no vote against the comment.</summary>
    Disagree = 4,
}
