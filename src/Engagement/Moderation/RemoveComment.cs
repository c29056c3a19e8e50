using Engagement.Comments;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Moderation;

/// <summary>
/// PUBLISHED or HELD → REMOVED: takes the comment from the page, from the pins and from the queue, and closes its reports.
/// Errors: <see cref="InvalidInput"/>, <see cref="NotFound"/>, <see cref="Conflict"/>, <see cref="NotAllowed"/>.
/// </summary>
internal sealed class RemoveComment(CommentDecisions decisions)
{
    public async Task<CommentChange> RemoveAsync(RemoveCommentInput input, CancellationToken cancel) =>
        ModerationTexts.RefuseNote(input.Note) is { } badNote
            ? CommentChange.Refused(badNote)
            : await decisions.RunAsync(input.CommentId, (one, cancelWrite) => one.MoveAsync(
                [CommentState.Published, CommentState.Held], CommentState.Removed, input.SeenState,
                new Decision(AuditAction.Remove, one.ActorId, input.Reason, ModerationTexts.Stored(input.Note)), cancelWrite), cancel);
}
