namespace Engagement.Comments;

/// <summary>One reader's reaction to an article itself; a second replaces it.</summary>
internal sealed class ArticleReaction : IReactionRow
{
    public required long ArticleId { get; init; }
    public required long ReaderId { get; init; }
    public required ReactionKind Kind { get; set; }

    /// <summary>Of the kind in force, UTC.</summary>
    public required DateTime CreatedAt { get; set; }
}

/// <summary>How many readers react to an article; none has a row before the first one.</summary>
internal sealed class ArticleTally : IReactionTallies
{
    public required long ArticleId { get; init; }
    public int Likes { get; set; }
    public int Insightfuls { get; set; }
    public int Agrees { get; set; }
    public int Disagrees { get; set; }
}
