using Engagement.Comments;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Moderation;

/// <summary>
/// HELD → PUBLISHED. On a PUBLISHED comment it closes the open reports, and is a <see cref="Conflict"/> if the caller saw another
/// state and so cannot have seen them; where there are none, nothing is written.
/// Errors: <see cref="InvalidInput"/>, <see cref="NotFound"/>, <see cref="Conflict"/>, <see cref="NotAllowed"/>.
/// </summary>
internal sealed class ApproveComment(CommentDecisions decisions)
{
    public async Task<CommentChange> ApproveAsync(ApproveCommentInput input, CancellationToken cancel) =>
        ModerationTexts.RefuseNote(input.Note) is { } badNote
            ? CommentChange.Refused(badNote)
            : await decisions.RunAsync(input.CommentId, (one, cancelWrite) => ApproveAsync(one, input, cancelWrite), cancel);

    private static async Task<IUserError?> ApproveAsync(CommentCase one, ApproveCommentInput input, CancellationToken cancel)
    {
        var decision = new Decision(AuditAction.Approve, one.ActorId, Note: ModerationTexts.Stored(input.Note));
        if (!one.Comment.IsPublished)
            return await one.MoveAsync([CommentState.Held], CommentState.Published, input.SeenState, decision, cancel);
        if (input.SeenState is not (null or CommentState.Published))
            return await one.Thread.WaitsAsync(one.Comment, cancel) ? one.Conflict() : null;
        if (await one.Thread.CloseAsync(one.Comment, cancel))
            await one.Thread.NoteAsync(one.Comment, decision, CommentState.Published, cancel);
        return null;
    }
}
