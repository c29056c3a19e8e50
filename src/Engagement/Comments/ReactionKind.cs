namespace Engagement.Comments;

/// <summary>What a reader says of a comment without words; one per reader and comment.</summary>
public enum ReactionKind
{
    Like = 1,
    Insightful = 2,
    Agree = 3,
    Disagree = 4,
}
