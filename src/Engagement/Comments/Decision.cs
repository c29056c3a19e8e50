using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>Who changed a comment's state, and why.</summary>
/// <param name="Action">What was done.</param>
/// <param name="ActorId">The reader who did it; null if a rule or the clock did.</param>
/// <param name="Reason">The reason given, if any.</param>
/// <param name="Note">For moderators, at most 500 characters.</param>
/// <param name="Rule">The rule that acted, such as <see cref="Premoderated"/>.</param>
internal sealed record Decision(AuditAction Action, long? ActorId, ReasonCode? Reason = null, string? Note = null, string? Rule = null)
{
    /// <summary>The rule of a thread whose posts wait for a moderator.</summary>
    public const string Premoderated = "PREMODERATED";

    /// <summary>The audit entry of the decision about a comment.</summary>
    public AuditEntry Entry(long id, Comment comment, CommentState? from, CommentState? to, DateTime now) => new()
    {
        Id = id,
        Action = Action,
        ActorId = ActorId,
        Rule = Rule,
        ArticleId = comment.ArticleId,
        Seq = comment.Seq,
        ReaderId = comment.AuthorId,
        FromState = from,
        ToState = to,
        Reason = Reason,
        Note = Note,
        Ordinal = comment.Decisions,
        CreatedAt = now,
    };
}
