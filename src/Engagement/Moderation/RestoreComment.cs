using Engagement.Comments;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Moderation;

/// <summary>
/// REMOVED → PUBLISHED. A pin that the comment had does not come back; nobody restores what its author deleted.
/// Errors: <see cref="InvalidInput"/>, <see cref="NotFound"/>, <see cref="Conflict"/>, <see cref="NotAllowed"/>.
/// </summary>
internal sealed class RestoreComment(CommentDecisions decisions)
{
    public async Task<CommentChange> RestoreAsync(RestoreCommentInput input, CancellationToken cancel) =>
        ModerationTexts.RefuseNote(input.Note) is { } badNote
            ? CommentChange.Refused(badNote)
            : await decisions.RunAsync(input.CommentId, (one, cancelWrite) => one.MoveAsync(
                [CommentState.Removed], CommentState.Published, input.SeenState,
                new Decision(AuditAction.Restore, one.ActorId, Note: ModerationTexts.Stored(input.Note)), cancelWrite), cancel);
}
