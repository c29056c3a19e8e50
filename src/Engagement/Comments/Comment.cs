namespace Engagement.Comments;

/// <summary>
/// A comment, keyed by its article and a sequence number that grows in the order of commits. Who may be seen, counted and
/// stamped is decided in <see cref="CommentThread"/>; nobody else sets <see cref="State"/>.
/// </summary>
internal sealed class Comment : IReactionTallies
{
    public const int MaxDepth = 8;

    public required long ArticleId { get; init; }

    /// <summary>Grows in commit order within the article; gaps are allowed, no number is used twice.</summary>
    public required long Seq { get; init; }

    /// <summary>The comment above, or 0 at top level.</summary>
    public required long ParentSeq { get; init; }

    /// <summary>The comment at top level above it; its own number at top level.</summary>
    public required long RootSeq { get; init; }

    /// <summary>The comment that was answered, where the depth limit hung the reply elsewhere; else 0.</summary>
    public required long InReplyToSeq { get; init; }

    /// <summary>1 at top level, at most 8.</summary>
    public required int Depth { get; init; }

    public required long AuthorId { get; init; }

    /// <summary>Markdown as typed.</summary>
    public required string Body { get; set; }

    public CommentState State { get; set; }

    /// <summary>Published, or with shown replies (then it is a tombstone).</summary>
    public bool Shown { get; set; }

    /// <summary>Shown comments right below.</summary>
    public int ShownReplies { get; set; }

    /// <summary>Shown comments below, at all depths.</summary>
    public int ShownDescendants { get; set; }

    /// <summary>The version at which the comment last became published; 0 before; kept when it is removed.</summary>
    public long AddedVersion { get; set; }

    /// <summary>The version of the last change of anything that a reader can see; 0 until first shown.</summary>
    public long ChangedVersion { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it first became visible, UTC.</summary>
    public DateTime? PublishedAt { get; set; }

    /// <summary>Of the last edit, UTC.</summary>
    public DateTime? EditedAt { get; set; }

    /// <summary>Of the last change of state, UTC.</summary>
    public DateTime StateChangedAt { get; set; }

    /// <summary>Who changed the state last; null: the author by posting, a rule or the clock.</summary>
    public long? StateChangedBy { get; set; }

    /// <summary>Entries of the audit trail so far: their order.</summary>
    public int Decisions { get; set; }

    /// <summary>The place among the article's pins, growing with each pinning; 0: not pinned.</summary>
    public long PinRank { get; set; }

    public int Likes { get; set; }
    public int Insightfuls { get; set; }
    public int Agrees { get; set; }
    public int Disagrees { get; set; }

    public CommentKey Key => new(ArticleId, Seq);
    public bool IsPublished => State == CommentState.Published;
}
