using Engagement.Articles;
using Engagement.Comments;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Moderation;

/// <summary>
/// A reader tells moderators about a PUBLISHED comment, once: a second report of the same reader writes nothing, also after the
/// first one was closed. An own comment is taken like any other (whoever writes under a stolen name is reported so), though
/// <c>viewerCan</c> does not offer it. Nothing that readers see changes, so no version moves.
/// Errors: <see cref="InvalidInput"/>, <see cref="NotFound"/>, <see cref="Banned"/>, <see cref="TooFast"/>.
/// </summary>
internal sealed class ReportComment(Viewer viewer, WritePace pace, ArticleWrites writes)
{
    public async Task<CommentChange> ReportAsync(ReportCommentInput input, CancellationToken cancel)
    {
        if (ModerationTexts.RefuseDetails(input.Details) is { } badDetails)
            return CommentChange.Refused(badDetails);
        if (CommentKey.Parse(input.CommentId) is not { } key)
            return CommentChange.NoComment;
        return await viewer.WriteAsync(readerId => ReportAsync(input, key, readerId, cancel), cancel);
    }

    private async Task<CommentChange> ReportAsync(ReportCommentInput input, CommentKey key, long readerId, CancellationToken cancel)
    {
        if (await pace.TakeReactionAsync(readerId) is { } tooFast)
            return CommentChange.Refused(tooFast);
        return await writes.RunAsync([key.ArticleId], async (write, cancelWrite) =>
        {
            var reader = await write.Transaction.LockReaderAsync(readerId, cancelWrite);
            if (await FindAsync(write, key, cancelWrite) is not { } comment)
                return CommentChange.NoComment;
            if (Banned.Of(reader, write.Now) is { } banned)
                return CommentChange.Refused(banned);
            await ReportAsync(write, comment, readerId, input, cancelWrite);
            return CommentChange.Of(comment, write.Articles[key.ArticleId]);
        }, cancel);
    }

    private async Task<Comment?> FindAsync(ArticleWrite write, CommentKey key, CancellationToken cancel) =>
        write.Articles.TryGetValue(key.ArticleId, out var article)
        && ArticleLoader.IsFor(viewer, article)
        && await write.Db.FindAsync<Comment>([key.ArticleId, key.Seq], cancel) is { IsPublished: true } comment
            ? comment
            : null;

    private static async Task ReportAsync(ArticleWrite write, Comment comment, long readerId, ReportCommentInput input, CancellationToken cancel)
    {
        if (await write.Db.FindAsync<CommentReport>([comment.ArticleId, comment.Seq, readerId], cancel) is not null)
            return;
        write.Db.Add(new CommentReport
        {
            ArticleId = comment.ArticleId,
            Seq = comment.Seq,
            ReaderId = readerId,
            Reason = input.Reason,
            Details = ModerationTexts.Stored(input.Details),
            CreatedAt = write.Now,
        });
        if (await write.Db.FindAsync<QueueItem>([comment.ArticleId, comment.Seq, QueueKind.Reported], cancel) is null)
            write.Db.Add(new QueueItem { ArticleId = comment.ArticleId, Seq = comment.Seq, Kind = QueueKind.Reported, CommentCreatedAt = comment.CreatedAt });
    }
}
