using Engagement.Articles;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>
/// The author takes back a comment, in any state and also under an article that is no longer public; nobody restores it.
/// Deleting again writes nothing.
/// Errors: <see cref="NotFound"/>, <see cref="NotTheAuthor"/>.
/// </summary>
internal sealed class DeleteComment(Viewer viewer, ArticleWrites writes)
{
    public async Task<CommentChange> DeleteAsync(DeleteCommentInput input, CancellationToken cancel)
    {
        if (CommentKey.Parse(input.CommentId) is not { } key)
            return CommentChange.NoComment;
        var readerId = await viewer.EnsureReaderAsync(cancel);
        return await writes.RunAsync([key.ArticleId], async (write, cancelWrite) =>
        {
            if (await write.ThreadAsync(key, cancelWrite) is not var (thread, comment))
                return CommentChange.NoComment;
            if (comment.AuthorId != readerId)
                return (comment.IsPublished || viewer.Is(Roles.Moderator)) && ArticleLoader.IsFor(viewer, thread.Article)
                    ? CommentChange.Refused(new NotTheAuthor("Only its author may delete a comment.", ["commentId"]))
                    : CommentChange.NoComment;
            if (comment.State != CommentState.Deleted)
                await thread.ChangeAsync(comment, CommentState.Deleted, new Decision(AuditAction.Delete, readerId), cancelWrite);
            return CommentChange.Of(comment, thread.Article);
        }, cancel);
    }
}
