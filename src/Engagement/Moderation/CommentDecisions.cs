using Engagement.Articles;
using Engagement.Comments;
using Engagement.Graph;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Moderation;

/// <summary>A comment that a moderator decides about, while its article is locked.</summary>
/// <param name="Write">The transaction.</param>
/// <param name="Thread">The comment's thread.</param>
/// <param name="Comment">The comment.</param>
/// <param name="ActorId">Who decides.</param>
internal sealed record CommentCase(ArticleWrite Write, CommentThread Thread, Comment Comment, long ActorId)
{
    /// <summary>The error of a decision that does not fit the comment as it is now, or as the caller saw it.</summary>
    public Conflict Conflict() => new(
        $"The comment is {Comment.State.ToString().ToUpperInvariant()}.",
        ["commentId"],
        CommentView.From(Comment, Sight.Moderator),
        Comment.StateChangedAt)
    { ChangedById = Comment.StateChangedBy };

    /// <summary>
    /// Moves the comment to a state. One that is there already is left alone, whatever the caller saw: a repeat of the same
    /// call is answered alike. From a state that does not lead there, or another one than the caller saw, it is a <see cref="Conflict"/>.
    /// </summary>
    public async Task<IUserError?> MoveAsync(CommentState[] from, CommentState to, CommentState? seen, Decision decision, CancellationToken cancel)
    {
        if (Comment.State == to)
            return null;
        if (!from.Contains(Comment.State) || (seen is not null && seen != Comment.State))
            return Conflict();
        await Thread.ChangeAsync(Comment, to, decision, cancel);
        return null;
    }
}

/// <summary>
/// What all decisions about one comment share: who decides, the article's lock, whether the comment is there and its author is
/// one that the caller may act on. Errors: <see cref="NotFound"/>, <see cref="NotAllowed"/>, and those of the decision.
/// </summary>
internal sealed class CommentDecisions(Viewer viewer, ArticleWrites writes)
{
    private const string Field = "commentId";

    /// <param name="commentId">The public id.</param>
    /// <param name="decide">Changes the comment, or leaves it as it is; its error if it refuses.</param>
    /// <param name="cancel">Ends the work; nothing ends a commit.</param>
    public async Task<CommentChange> RunAsync(string commentId, Func<CommentCase, CancellationToken, Task<IUserError?>> decide, CancellationToken cancel)
    {
        if (CommentKey.Parse(commentId) is not { } key)
            return CommentChange.NoComment;
        var actorId = await viewer.EnsureReaderAsync(cancel);
        return await writes.RunAsync([key.ArticleId], async (write, cancelWrite) =>
        {
            if (await write.ThreadAsync(key, cancelWrite) is not var (thread, comment))
                return CommentChange.NoComment;
            var author = await write.Db.Set<Reader>().AsNoTracking().SingleAsync(r => r.Id == comment.AuthorId, cancelWrite);
            var error = StaffRule.Refuse(viewer, actorId, author, Field)
                ?? await decide(new CommentCase(write, thread, comment, actorId), cancelWrite);
            return error is null ? CommentChange.Of(comment, thread.Article) : CommentChange.Refused(error);
        }, cancel);
    }
}
