using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>
/// One decision: append-only, written in the transaction that it tells of. Ids and codes, never bodies or names; the note
/// can be erased. The states of a comment can be rebuilt from its entries in the order of <see cref="Ordinal"/>; all lists are
/// in the order of <see cref="Id"/>, which never contradicts it (<see cref="AuditIds"/>).
/// </summary>
internal sealed class AuditEntry
{
    public const int MaxNoteLength = 500;

    /// <summary>Larger than that of each entry about the same before: from <see cref="AuditIds"/>.</summary>
    public required long Id { get; init; }

    public required AuditAction Action { get; init; }

    /// <summary>Null if a rule or the clock acted.</summary>
    public long? ActorId { get; init; }

    /// <summary>The rule that acted, such as PREMODERATED.</summary>
    public string? Rule { get; init; }

    public long? ArticleId { get; init; }

    /// <summary>The comment, if it is about one.</summary>
    public long? Seq { get; init; }

    /// <summary>The reader acted upon, or the comment's author.</summary>
    public long? ReaderId { get; init; }

    /// <summary>Null where a comment is new, and where the decision is not about its state.</summary>
    public CommentState? FromState { get; init; }

    /// <summary>Equal to <see cref="FromState"/> where a decision left the state as it was.</summary>
    public CommentState? ToState { get; init; }
    public ReasonCode? Reason { get; init; }

    /// <summary>At most 500 characters; of <see cref="AuditAction.SetCommenting"/> what was set, in codes.</summary>
    public string? Note { get; set; }

    /// <summary>Counts the entries of one comment from 1; 0 for what is about no comment.</summary>
    public int Ordinal { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}

/// <summary>What was decided.</summary>
internal enum AuditAction
{
    Hold = 1,
    Remove = 2,
    Restore = 3,
    Approve = 4,
    Delete = 5,
    Pin = 6,
    Unpin = 7,
    SetCommenting = 8,
    Ban = 9,
    Unban = 10,
}
