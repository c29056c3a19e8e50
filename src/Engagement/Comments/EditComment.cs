using Engagement.Articles;
using Engagement.Comments.Bodies;
using Engagement.Graph;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>
/// Changes the text of an own comment within the edit window, which counts from when it was written; the text before is
/// kept as a revision. The same text writes nothing. In a premoderated thread only a held comment may be edited, or approval
/// would mean nothing. Errors: <see cref="InvalidInput"/>, <see cref="NotFound"/>, <see cref="NotTheAuthor"/>,
/// <see cref="EditWindowOver"/>, <see cref="ThreadClosed"/>, <see cref="Banned"/>, <see cref="TooFast"/>.
/// </summary>
internal sealed class EditComment(Viewer viewer, WritePace pace, ArticleWrites writes, CommentingOptions options)
{
    public async Task<CommentChange> EditAsync(EditCommentInput input, CancellationToken cancel)
    {
        if (CommentBody.Check(input.Body, options.MaxLength).At("body") is { } badBody)
            return CommentChange.Refused(badBody);
        if (CommentKey.Parse(input.CommentId) is not { } key)
            return CommentChange.NoComment;
        return await viewer.WriteAsync(readerId => EditAsync(input, key, readerId, cancel), cancel);
    }

    private async Task<CommentChange> EditAsync(EditCommentInput input, CommentKey key, long readerId, CancellationToken cancel)
    {
        if (await pace.TakeReactionAsync(readerId) is { } tooFast)
            return CommentChange.Refused(tooFast);
        return await writes.RunAsync([key.ArticleId], async (write, cancelWrite) =>
        {
            var reader = await write.Transaction.LockReaderAsync(readerId, cancelWrite);
            if (await write.ThreadAsync(key, cancelWrite) is not var (thread, comment))
                return CommentChange.NoComment;
            if (Refuse(thread.Article, comment, reader, write.Now) is { } error)
                return CommentChange.Refused(error);
            if (comment.Body != input.Body)
                await EditAsync(write, thread, comment, input.Body, cancelWrite);
            return CommentChange.Of(comment, thread.Article);
        }, cancel);
    }

    private IUserError? Refuse(Article article, Comment comment, Reader reader, DateTime now)
    {
        string[] path = ["commentId"];
        if (!ArticleLoader.IsFor(viewer, article))
            return CommentChange.NoComment.Error;
        if (comment.AuthorId != reader.Id)
            return comment.IsPublished || viewer.Is(Roles.Moderator) ? new NotTheAuthor("Only its author may edit a comment.", path) : CommentChange.NoComment.Error;
        if (comment.State is not (CommentState.Published or CommentState.Held))
            return new NotFound("The comment is no longer there.", path);
        if (Banned.Of(reader, now) is { } banned)
            return banned;
        if (ThreadClosed.Of(article, now, path) is { } closed)
            return closed;
        var end = comment.CreatedAt + options.EditWindow;
        if (now >= end)
            return new EditWindowOver("The time to edit has passed.", path, end);
        return comment.IsPublished && article.CommentingAt(now) == CommentingState.Premoderated
            ? new EditWindowOver("A published comment of a premoderated thread cannot be edited.", path, comment.PublishedAt ?? now)
            : null;
    }

    private static async Task EditAsync(ArticleWrite write, CommentThread thread, Comment comment, string body, CancellationToken cancel)
    {
        var earlier = await write.Db.Set<CommentRevision>().CountAsync(r => r.ArticleId == comment.ArticleId && r.Seq == comment.Seq, cancel);
        write.Db.Add(new CommentRevision
        {
            ArticleId = comment.ArticleId,
            Seq = comment.Seq,
            Number = earlier + 1,
            Body = comment.Body,
            CreatedAt = comment.EditedAt ?? comment.CreatedAt,
        });
        comment.Body = body;
        comment.EditedAt = write.Now;
        thread.Stamp(comment);
    }
}
