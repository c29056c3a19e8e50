namespace Engagement.Comments;

/// <summary>One reader's reaction to one comment; a second replaces it.</summary>
internal sealed class Reaction : IReactionRow
{
    public required long ArticleId { get; init; }
    public required long Seq { get; init; }
    public required long ReaderId { get; init; }
    public required ReactionKind Kind { get; set; }

    /// <summary>Of the kind in force, UTC.</summary>
    public required DateTime CreatedAt { get; set; }
}
