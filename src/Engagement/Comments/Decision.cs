using Engagement.Data;
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

    /// <summary>The audit entry of a change of state.</summary>
    public AuditEntry Entry(Comment comment, CommentState? from, int ordinal, DateTime now) => new()
    {
        Id = Ids.New(now),
        Action = Action,
        ActorId = ActorId,
        Rule = Rule,
        ArticleId = comment.ArticleId,
        Seq = comment.Seq,
        ReaderId = comment.AuthorId,
        FromState = from,
        ToState = comment.State,
        Reason = Reason,
        Note = Note,
        Ordinal = ordinal,
        CreatedAt = now,
    };
}
