using Engagement.Articles;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Live;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>
/// Stamps the published comments of readers who look different now, article by article and a bounded number a transaction.
/// The row that asks for it moves on in the same transaction and is deleted at the end, so that a crash repeats nothing and
/// any process can go on.
/// </summary>
/// <remarks>
/// The row is read and moved under the lock of its reader, which whoever changes the reader holds as well: a change that
/// comes while comments are being stamped starts again from the first article, and none is stamped before it is committed.
/// </remarks>
internal sealed class ReaderStamps(
    IDbContextFactory<EngagementDbContext> contexts, ArticleWrites articles, WriteTransactions transactions, LiveOptions options)
{
    /// <summary>Readers looked at in one round.</summary>
    private const int ReadersARound = 100;

    /// <summary>Stamps what waits. One reader's fault does not keep the others waiting; it is thrown at the end.</summary>
    /// <exception cref="AggregateException">The faults.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var waiting = await db.Set<ReaderStamp>().AsNoTracking().OrderBy(s => s.ReaderId).Take(ReadersARound).ToListAsync(cancel);
        var faults = new List<Exception>();
        foreach (var stamp in waiting)
        {
            try
            {
                await RunAsync(stamp.ReaderId, cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                faults.Add(e);
            }
        }
        if (faults.Count > 0)
            throw new AggregateException(faults);
    }

    private async Task RunAsync(long readerId, CancellationToken cancel)
    {
        while (await FindNextAsync(readerId, cancel) is { } next)
        {
            if (next.ArticleId is { } articleId)
                await articles.RunAsync([articleId], (write, cancelWork) => StampAsync(write, articleId, next.Stamp, cancelWork), cancel);
            else
                await transactions.RunAsync((write, cancelWork) => FinishAsync(write, next.Stamp, cancelWork), cancel);
        }
    }

    /// <summary>Where the reader's row stands and the article that comes next, null after the last; null if there is no row.</summary>
    private async Task<(ReaderStamp Stamp, long? ArticleId)?> FindNextAsync(long readerId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var stamp = await db.Set<ReaderStamp>().AsNoTracking().SingleOrDefaultAsync(s => s.ReaderId == readerId, cancel);
        if (stamp is null)
            return null;
        var next = await db.Set<Participant>().AsNoTracking()
            .Where(p => p.ReaderId == readerId && p.ArticleId >= stamp.NextArticleId && p.Comments > 0)
            .OrderBy(p => p.ArticleId).Select(p => (long?)p.ArticleId).FirstOrDefaultAsync(cancel);
        return (stamp, next);
    }

    private async Task<int> StampAsync(ArticleWrite write, long articleId, ReaderStamp seen, CancellationToken cancel)
    {
        if (await LockAsync(write.Transaction, seen, cancel) is not { } stamp)
            return 0;
        var (readerId, from) = (seen.ReaderId, seen.NextArticleId == articleId ? seen.NextSeq : 0);
        var comments = await write.Db.Set<Comment>()
            .Where(c => c.AuthorId == readerId && c.ArticleId == articleId && c.Seq >= from && c.State == CommentState.Published)
            .OrderBy(c => c.Seq).Take(options.StampsATransaction).ToListAsync(cancel);
        foreach (var comment in comments)
            comment.ChangedVersion = write.Articles[articleId].StampContent();
        (stamp.NextArticleId, stamp.NextSeq) = comments.Count < options.StampsATransaction
            ? (articleId + 1, 0)
            : (articleId, comments[^1].Seq + 1);
        return comments.Count;
    }

    private static async Task<bool> FinishAsync(WriteTransaction write, ReaderStamp seen, CancellationToken cancel)
    {
        if (await LockAsync(write, seen, cancel) is { } stamp)
            write.Db.Remove(stamp);
        return true;
    }

    /// <summary>The row, tracked; null if it is gone or no longer stands where it was seen, because another process moved it.</summary>
    private static async Task<ReaderStamp?> LockAsync(WriteTransaction write, ReaderStamp seen, CancellationToken cancel)
    {
        await write.LockForChangeAsync(seen.ReaderId, cancel);
        var stamp = await write.Db.FindAsync<ReaderStamp>([seen.ReaderId], cancel);
        return stamp is not null && (stamp.NextArticleId, stamp.NextSeq) == (seen.NextArticleId, seen.NextSeq) ? stamp : null;
    }
}
