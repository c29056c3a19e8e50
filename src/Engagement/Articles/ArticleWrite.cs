using Engagement.Data;
using Engagement.Live;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>
/// What a later feature keeps of articles' own fields and lists. It is told in the transaction that changes them, whichever
/// use case that is.
/// </summary>
internal interface IArticleIndex
{
    /// <summary>Brings it in step with the articles; what was said of them is saved, and their locks are held.</summary>
    /// <param name="write">The transaction, near its end.</param>
    /// <param name="articles">Those of which something was changed, made, or merged into another.</param>
    /// <param name="cancel">Ends the work.</param>
    Task UpdateAsync(ArticleWrite write, IReadOnlyCollection<Article> articles, CancellationToken cancel);

    /// <summary>What it did is seen by everybody now.</summary>
    void Committed();
}

/// <summary>
/// Every change of an article, a comment or a tally: locks the articles' rows in ascending order, reads them, runs the
/// work under the lock, brings the <see cref="IArticleIndex"/>es in step, and after the commit raises what this process knows
/// of their versions.
/// </summary>
internal sealed class ArticleWrites(WriteTransactions transactions, KnownVersions known, IEnumerable<IArticleIndex> indexes)
{
    /// <summary>The table whose rows are the locks.</summary>
    private const string Table = "Articles";

    /// <param name="articleIds">
    /// All that the work may change; unknown ids are left out of <see cref="ArticleWrite.Articles"/>, and with one that was
    /// merged comes what it was merged into.
    /// </param>
    /// <param name="work">Reads its facts and changes tracked entities. It may run again from the start.</param>
    /// <param name="cancel">Ends the work; nothing ends a commit.</param>
    public async Task<T> RunAsync<T>(IEnumerable<long> articleIds, Func<ArticleWrite, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        var ids = articleIds.ToHashSet();
        while (true)
        {
            ArticleWrite? last = null;
            var result = await transactions.RunAsync(async (transaction, cancelWork) =>
            {
                last = await LockAsync(transaction, [.. ids], cancelWork);
                if (last.Missing.Count > 0)
                    return default;
                var done = await work(last, cancelWork);
                await last.StampTimeAsync(cancelWork);
                await last.UpdateAsync(indexes, cancelWork);
                return done;
            }, cancel);
            if (last!.Missing.Count == 0) // the work above has run
            {
                last.Commit(known, indexes);
                return result!; // what the work returned
            }
            ids.UnionWith(last.Missing); // locks are taken in ascending order: from the start, with these too
        }
    }

    private static async Task<ArticleWrite> LockAsync(WriteTransaction transaction, long[] ids, CancellationToken cancel)
    {
        await transaction.LockAsync(Table, ids, shared: false, cancel);
        return new ArticleWrite(transaction, await transaction.Db.Set<Article>().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel));
    }
}

/// <summary>One such transaction while it runs.</summary>
internal sealed class ArticleWrite
{
    private readonly Dictionary<long, Article> _articles = [];
    private readonly Dictionary<long, Article> _merged = [];
    private readonly Dictionary<long, (long Version, long Settings)> _before;
    private IReadOnlyList<Article> _resaid = [];

    /// <param name="transaction">Holds the locks.</param>
    /// <param name="rows">All that are locked.</param>
    public ArticleWrite(WriteTransaction transaction, IReadOnlyDictionary<long, Article> rows)
    {
        Transaction = transaction;
        _before = rows.ToDictionary(r => r.Key, r => (r.Value.Version, r.Value.SettingsVersion));
        foreach (var (id, row) in rows)
            (row.MergedIntoId is null ? _articles : _merged).Add(id, row);
    }

    /// <summary>The locked articles by id, tracked; without those that were merged into others before.</summary>
    public IReadOnlyDictionary<long, Article> Articles => _articles;

    /// <summary>The locked rows of articles that were merged into others before.</summary>
    public IReadOnlyDictionary<long, Article> Merged => _merged;

    public WriteTransaction Transaction { get; }
    public EngagementDbContext Db => Transaction.Db;

    /// <summary>UTC.</summary>
    public DateTime Now => Transaction.Now;

    /// <summary>What locked rows were merged into and is not locked.</summary>
    internal IReadOnlyList<long> Missing => [.. _merged.Values.Select(m => m.MergedIntoId).OfType<long>().Distinct().Where(id => !_articles.ContainsKey(id))];

    /// <summary>The article that an id names, directly or because one was merged into another; null if it is not locked.</summary>
    public Article? Find(long id) =>
        _articles.GetValueOrDefault(_merged.TryGetValue(id, out var merged) ? merged.MergedIntoId ?? id : id);

    /// <summary>The article that a key names, directly or because one was merged into another; null if it is not locked.</summary>
    public Article? Find(string key) =>
        _articles.Values.FirstOrDefault(a => a.Key == key)
        ?? (_merged.Values.FirstOrDefault(m => m.Key == key) is { } merged ? Find(merged.Id) : null);

    /// <summary>Adds an article that this transaction makes.</summary>
    public void Add(Article article)
    {
        Db.Add(article);
        _articles.Add(article.Id, article);
    }

    /// <summary>Takes back an article that this transaction was to make, with its lists and its URL.</summary>
    public void Discard(Article article)
    {
        _articles.Remove(article.Id);
        Db.Entry(article).State = EntityState.Detached;
        foreach (var term in Db.ChangeTracker.Entries<ArticleTerm>().Where(t => t.Entity.ArticleId == article.Id).ToList())
            term.State = EntityState.Detached;
        foreach (var address in Db.ChangeTracker.Entries<ArticleAddress>().Where(u => u.Entity.ArticleId == article.Id).ToList())
            address.State = EntityState.Detached;
    }

    /// <summary>Tells the indexes of the articles whose own fields or lists may have changed.</summary>
    internal async Task UpdateAsync(IEnumerable<IArticleIndex> indexes, CancellationToken cancel)
    {
        _resaid = [.. _articles.Values.Where(a => Before(a).Settings != a.SettingsVersion)];
        if (_resaid.Count == 0)
            return;
        await Db.SaveChangesAsync(cancel);
        foreach (var index in indexes)
            await index.UpdateAsync(this, _resaid, cancel);
    }

    /// <summary>Marks those whose version moved with the database's clock, so that other replicas' polls find them.</summary>
    internal async Task StampTimeAsync(CancellationToken cancel)
    {
        var changed = _articles.Values.Where(a => Before(a).Version != a.Version).ToList();
        if (changed.Count == 0)
            return;
        var now = await DatabaseClock.NowAsync(Db, Transaction.Dialect, cancel);
        foreach (var article in changed)
            article.ChangedAt = now;
    }

    /// <summary>Tells what this process knows of their versions, after the commit.</summary>
    internal void Commit(KnownVersions known, IEnumerable<IArticleIndex> indexes)
    {
        if (_resaid.Count > 0)
            foreach (var index in indexes)
                index.Committed();
        foreach (var article in _articles.Values)
            known.Commit(article.Id, article.Version, article.ContentVersion);
    }

    private (long Version, long Settings) Before(Article article) => _before.GetValueOrDefault(article.Id, (-1, -1));
}
