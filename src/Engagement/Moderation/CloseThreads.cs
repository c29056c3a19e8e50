using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Moderation;

/// <summary>
/// Sets the threads CLOSED whose end has passed, so that subscribers and caches learn of it; posts are refused from the end
/// on in any case. Each thread is looked at again under its lock: any number of replicas may do it at once, one writes.
/// </summary>
internal sealed class CloseThreads(IDbContextFactory<EngagementDbContext> contexts, ArticleWrites writes, TimeProvider time)
{
    /// <summary>The most threads read at once.</summary>
    private const int Chunk = 100;

    /// <summary>Closes all that are due; each in a transaction of its own. Returns how many this call closed.</summary>
    /// <exception cref="AggregateException">Some could not be closed; the others are.</exception>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var (closed, failed) = (0, new List<Exception>());
        long last = 0;
        while (await FindDueAsync(last, cancel) is { Count: > 0 } due)
        {
            foreach (var articleId in due)
            {
                try
                {
                    closed += await CloseAsync(articleId, cancel) ? 1 : 0;
                }
                catch (Exception e) when (!cancel.IsCancellationRequested)
                {
                    failed.Add(e);
                }
            }
            last = due[^1];
        }
        return failed.Count == 0 ? closed : throw new AggregateException($"{failed.Count} threads could not be closed, {closed} were.", failed);
    }

    /// <summary>Ascending ids above <paramref name="last"/>.</summary>
    private async Task<List<long>> FindDueAsync(long last, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        CommentingState[] takingPosts = [CommentingState.Open, CommentingState.Premoderated];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Article>()
            .Where(a => takingPosts.Contains(a.Commenting) && a.ClosesAt <= now && a.Id > last)
            .OrderBy(a => a.Id).Take(Chunk).Select(a => a.Id).ToListAsync(cancel);
    }

    private Task<bool> CloseAsync(long articleId, CancellationToken cancel) => writes.RunAsync([articleId], async (write, cancelWrite) =>
    {
        if (write.Articles.GetValueOrDefault(articleId) is not { Commenting: not CommentingState.Closed } article || !(article.ClosesAt <= write.Now))
            return false;
        await write.SetCommentingAsync(article, CommentingSettings.Of(article) with { State = CommentingState.Closed }, null, cancelWrite);
        return true;
    }, cancel);
}
