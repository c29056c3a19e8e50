using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>What one transaction did with the drafts of a call.</summary>
/// <param name="Articles">In the order of the call; null where refused.</param>
/// <param name="KeyTaken">Places of those whose key is a former one of another article, or that became one with an earlier one.</param>
/// <param name="UrlTaken">Places of those at whose URL another article stands, each with that one's key, or null if that is not told.</param>
internal sealed record ArticleBatch(IReadOnlyList<RegisteredArticle?> Articles, IReadOnlySet<int> KeyTaken, IReadOnlyDictionary<int, string?> UrlTaken)
{
    /// <summary>Decides and writes under the locks of all articles that were known by the drafts' keys and URLs.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="said">In the order of the call, each key once; null where refused already.</param>
    /// <param name="takesFormer">Whether a draft gets a URL at which another article stood formerly.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>Null if one of the keys or URLs was put in since the locks were chosen: nothing is written, look again.</returns>
    public static async Task<ArticleBatch?> RunAsync(
        ArticleWrite write, IReadOnlyList<ArticleDraft?> said, bool takesFormer, CancellationToken cancel)
    {
        if (await PartialDrafts.CompleteAsync(write, said, cancel) is not { } drafts)
            return null;
        var unavailable = write.Merged.Values.Select(m => m.Key).ToHashSet();
        // Completed, a draft has the key of its article: that of an earlier one of the call, if the two were merged meanwhile.
        var keyTaken = Enumerable.Range(0, drafts.Count).Where(i => drafts[i] is { } d && !unavailable.Add(d.Key)).ToHashSet();
        var places = Enumerable.Range(0, drafts.Count).Where(i => drafts[i] is not null && !keyTaken.Contains(i)).ToList();
        var wanted = places.ConvertAll(i => drafts[i]!); // chosen by the line above
        var keys = wanted.Select(d => d.Key).ToHashSet();
        var rows = write.Articles.Values.Where(a => keys.Contains(a.Key)).ToDictionary(a => a.Key);
        var present = rows.ToDictionary(r => r.Key, r => UrlNames.Of(r.Value));
        if (await HasStrangersAsync(write, wanted, cancel)
            || await ArticleAddresses.LoadAsync(write, [.. wanted.Select(d => d.Address), .. present.Values.Select(p => p.Page)], cancel) is not { } addresses)
            return null;
        var terms = await ReadTermsAsync(write, rows.Values, cancel);

        var taken = write.Articles.Values.Where(a => !keys.Contains(a.Key)).SelectMany(a => UrlNames.Of(a).All).ToHashSet();
        if (!takesFormer)
            taken.UnionWith(wanted.Where(d => addresses.HolderOf(d.Address) is { } holder && holder.Key != d.Key).Select(d => d.Address));
        var refused = UrlClaims.Refused(wanted.ConvertAll(d => new UrlClaim(present.TryGetValue(d.Key, out var has) ? has : null, UrlNames.Of(d))), taken);
        var accepted = wanted.Where((_, i) => !refused.Contains(i)).ToList();
        await FreeUrlsAsync(write.Db, accepted, rows, cancel);

        AddNew(write, accepted, rows);
        var left = accepted.Select(d => (Article: rows[d.Key], rows[d.Key].Url)).Where(l => l.Url.Length > 0).ToList();
        var articles = new RegisteredArticle?[drafts.Count];
        foreach (var (i, draft) in wanted.Index())
            if (!refused.Contains(i))
                articles[places[i]] = Put(write.Db, draft, rows[draft.Key], terms);
        PutAddresses(addresses, left, articles);
        return new ArticleBatch(articles, keyTaken, refused.ToDictionary(i => places[i], i => HolderOf(addresses, wanted[i])));
    }

    /// <summary>The key of the other article that has the draft's URL when all is done.</summary>
    private static string? HolderOf(ArticleAddresses addresses, ArticleDraft draft) =>
        addresses.HolderOf(draft.Address) is { } holder && holder.Key != draft.Key ? holder.Key : null;

    /// <summary>Whether an article that is not locked has one of the keys or URLs.</summary>
    private static Task<bool> HasStrangersAsync(ArticleWrite write, List<ArticleDraft> wanted, CancellationToken cancel)
    {
        var keys = wanted.ConvertAll(d => d.Key);
        var hashes = wanted.ConvertAll(d => d.UrlHash);
        List<long> locked = [.. write.Articles.Keys, .. write.Merged.Keys];
        return write.Db.Set<Article>().AnyAsync(a => (keys.Contains(a.Key) || hashes.Contains(a.UrlHash)) && !locked.Contains(a.Id), cancel);
    }

    private static async Task<ILookup<long, ArticleTerm>> ReadTermsAsync(ArticleWrite write, IEnumerable<Article> articles, CancellationToken cancel)
    {
        var ids = articles.Select(a => a.Id).ToList();
        return (await write.Db.Set<ArticleTerm>().Where(t => ids.Contains(t.ArticleId)).ToListAsync(cancel)).ToLookup(t => t.ArticleId);
    }

    /// <summary>First all that is left, then all that is taken: an article may take what another of the call leaves.</summary>
    private static void PutAddresses(ArticleAddresses addresses, List<(Article Article, string Url)> left, IEnumerable<RegisteredArticle?> articles)
    {
        foreach (var (article, url) in left.Where(l => l.Url != l.Article.Url))
            addresses.Keep(article, url);
        foreach (var article in articles.OfType<RegisteredArticle>()) // also one that is unchanged: a version before addresses may have put it in
            addresses.Put(article.Row);
    }

    /// <summary>Whoever gives its URL to another of the call lets go of it first.</summary>
    private static async Task FreeUrlsAsync(EngagementDbContext db, List<ArticleDraft> accepted, Dictionary<string, Article> rows, CancellationToken cancel)
    {
        var wanted = accepted.Select(d => d.UrlHash).ToHashSet();
        foreach (var draft in accepted)
            if (rows.GetValueOrDefault(draft.Key) is { } row && row.UrlHash != draft.UrlHash && wanted.Contains(row.UrlHash))
                row.LeaveUrl();
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Makes the rows of new keys, their ids ascending as the keys: rows are written by id, and two transactions that wait
    /// for each other's keys in different orders would be a deadlock.
    /// </summary>
    private static void AddNew(ArticleWrite write, List<ArticleDraft> accepted, Dictionary<string, Article> rows)
    {
        foreach (var key in accepted.Select(d => d.Key).Where(k => !rows.ContainsKey(k)).Order(StringComparer.Ordinal).ToList())
        {
            rows.Add(key, Article.New(key, write.Now));
            write.Add(rows[key]);
        }
    }

    private static RegisteredArticle Put(EngagementDbContext db, ArticleDraft draft, Article row, ILookup<long, ArticleTerm> terms)
    {
        var change = row.Version == 0 ? ArticleChange.Created : ArticleChange.Changed;
        var before = terms[row.Id].ToList();
        var after = draft.TermsOf(row.Id);
        if (change == ArticleChange.Changed && draft.Matches(row, before))
            return new RegisteredArticle(row, after, ArticleChange.Unchanged);
        draft.CopyTo(row);
        row.StampSettings();
        PutTerms(db, before, after);
        return new RegisteredArticle(row, after, change);
    }

    private static void PutTerms(EngagementDbContext db, IReadOnlyList<ArticleTerm> before, IReadOnlyList<ArticleTerm> after)
    {
        var left = before.ToDictionary(t => (t.Kind, t.Position));
        foreach (var term in after)
            if (left.Remove((term.Kind, term.Position), out var old))
                db.Entry(old).CurrentValues.SetValues(term);
            else
                db.Add(term);
        db.RemoveRange(left.Values);
    }
}
