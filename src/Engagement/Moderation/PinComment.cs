using Engagement.Comments;
using Engagement.Graph;
using Microsoft.EntityFrameworkCore;
using Engagement.Readers;

namespace Engagement.Moderation;

/// <summary>
/// Puts a PUBLISHED comment of any depth behind the article's other pins, or takes it from them; a pin or unpin that is done
/// already writes nothing. A fourth pin is refused. Errors: <see cref="InvalidInput"/>, <see cref="NotFound"/>,
/// <see cref="Conflict"/>, <see cref="NotAllowed"/>; of unpinning only <see cref="NotFound"/>, <see cref="NotAllowed"/>.
/// </summary>
internal sealed class PinComment(CommentDecisions decisions)
{
    /// <summary>The most pins of one article.</summary>
    public const int Most = 3;

    public Task<CommentChange> PinAsync(PinCommentInput input, CancellationToken cancel) => decisions.RunAsync(input.CommentId, PinAsync, cancel);

    public Task<CommentChange> UnpinAsync(PinCommentInput input, CancellationToken cancel) => decisions.RunAsync(input.CommentId, UnpinAsync, cancel);

    private static async Task<IUserError?> PinAsync(CommentCase one, CancellationToken cancel)
    {
        var (write, thread, comment, actorId) = one;
        if (comment.PinRank > 0)
            return null;
        if (!comment.IsPublished)
            return one.Conflict();
        if (await write.Db.Set<Comment>().CountAsync(c => c.ArticleId == comment.ArticleId && c.PinRank > 0, cancel) >= Most)
            return new InvalidInput($"An article has at most {Most} pins.", ["commentId"], InputProblem.TooMany, Most);
        thread.Pin(comment);
        await thread.NoteAsync(comment, new Decision(AuditAction.Pin, actorId), null, cancel);
        return null;
    }

    private static async Task<IUserError?> UnpinAsync(CommentCase one, CancellationToken cancel)
    {
        if (one.Comment.PinRank == 0)
            return null;
        one.Thread.Unpin(one.Comment);
        await one.Thread.NoteAsync(one.Comment, new Decision(AuditAction.Unpin, one.ActorId), null, cancel);
        return null;
    }
}
