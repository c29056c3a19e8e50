using Engagement.Data;
using Engagement.Live;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>
/// Every change of an article, a comment or a tally: locks the articles' rows in ascending order, reads them, runs the
/// work under the lock, and after the commit raises what this process knows of their versions.
/// </summary>
internal sealed class ArticleWrites(WriteTransactions transactions, KnownVersions known)
{
    /// <summary>The table whose rows are the locks.</summary>
    private const string Table = "Articles";

    /// <param name="articleIds">All that the work may change; unknown ids are left out of <see cref="ArticleWrite.Articles"/>.</param>
    /// <param name="work">Reads its facts and changes tracked entities. It may run again from the start.</param>
    /// <param name="cancel">Ends the work; nothing ends a commit.</param>
    public async Task<T> RunAsync<T>(IEnumerable<long> articleIds, Func<ArticleWrite, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        long[] ids = [.. articleIds.Distinct()];
        ArticleWrite? last = null;
        var result = await transactions.RunAsync(async (transaction, cancelWork) =>
        {
            await transaction.LockAsync(Table, ids, shared: false, cancelWork);
            var articles = await transaction.Db.Set<Article>().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancelWork);
            var versions = articles.ToDictionary(a => a.Key, a => a.Value.Version);
            last = new ArticleWrite(transaction, articles);
            var done = await work(last, cancelWork);
            await last.StampTimeAsync(versions, cancelWork);
            return done;
        }, cancel);
        foreach (var article in last!.Articles.Values)
            known.Commit(article.Id, article.Version, article.ContentVersion);
        return result;
    }
}

/// <summary>One such transaction while it runs.</summary>
internal sealed class ArticleWrite(WriteTransaction transaction, Dictionary<long, Article> articles)
{
    /// <summary>The locked articles by id, tracked.</summary>
    public IReadOnlyDictionary<long, Article> Articles => articles;

    public WriteTransaction Transaction => transaction;
    public EngagementDbContext Db => transaction.Db;

    /// <summary>UTC.</summary>
    public DateTime Now => transaction.Now;

    /// <summary>Adds an article that this transaction makes.</summary>
    public void Add(Article article)
    {
        Db.Add(article);
        articles.Add(article.Id, article);
    }

    /// <summary>Marks those whose version moved with the database's clock, so that other replicas' polls find them.</summary>
    internal async Task StampTimeAsync(Dictionary<long, long> before, CancellationToken cancel)
    {
        var changed = articles.Values.Where(a => before.GetValueOrDefault(a.Id, -1) != a.Version).ToList();
        if (changed.Count == 0)
            return;
        var now = await DatabaseClock.NowAsync(Db, transaction.Dialect, cancel);
        foreach (var article in changed)
            article.ChangedAt = now;
    }
}
