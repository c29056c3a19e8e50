using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>
/// Reacts to a published comment, or takes the reaction back; a second kind replaces the first, the same again writes
/// nothing. Errors: <see cref="NotFound"/>, <see cref="Banned"/>, <see cref="TooFast"/>.
/// </summary>
internal sealed class ReactToComment(Viewer viewer, WritePace pace, CommitQueue<ReactionDraft, CommentChange> queue)
{
    /// <param name="commentId">The public id.</param>
    /// <param name="kind">Null takes the reaction back.</param>
    /// <param name="cancel">Ends the wait for the reader's row, not the write.</param>
    /// <exception cref="OverloadedException">Too many reactions wait; nothing was written.</exception>
    public async Task<CommentChange> ReactAsync(string commentId, ReactionKind? kind, CancellationToken cancel)
    {
        if (CommentKey.Parse(commentId) is not { } key)
            return CommentChange.NoComment;
        return await viewer.WriteAsync(readerId => ReactAsync(key, readerId, kind), cancel);
    }

    private async Task<CommentChange> ReactAsync(CommentKey key, long readerId, ReactionKind? kind)
    {
        if (await pace.TakeReactionAsync(readerId) is { } tooFast)
            return CommentChange.Refused(tooFast);
        var change = await queue.WriteAsync(new ReactionDraft(key, readerId, kind, ArticleLoader.SeesAll(viewer)));
        return change == CommentChange.ReaderGone ? throw new ReaderGoneException() : change;
    }
}
