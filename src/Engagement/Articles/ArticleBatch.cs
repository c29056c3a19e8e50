using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>What one transaction did with the drafts of a call.</summary>
/// <param name="Articles">In the order of the call; null where refused.</param>
/// <param name="UrlTaken">Places of those whose URL another article has.</param>
internal sealed record ArticleBatch(IReadOnlyList<RegisteredArticle?> Articles, IReadOnlySet<int> UrlTaken)
{
    /// <summary>Decides and writes under the locks of all articles that were known by the drafts' keys.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="drafts">In the order of the call, each key once; null where refused already.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>Null if one of the keys was put in since the locks were chosen: nothing is written, look again.</returns>
    public static async Task<ArticleBatch?> RunAsync(ArticleWrite write, IReadOnlyList<ArticleDraft?> drafts, CancellationToken cancel)
    {
        var rows = write.Articles.Values.ToDictionary(a => a.Key);
        var places = Enumerable.Range(0, drafts.Count).Where(i => drafts[i] is not null).ToList();
        var wanted = places.ConvertAll(i => drafts[i]!); // chosen by the line above
        if (await FindHashesOfOthersAsync(write, wanted, cancel) is not { } taken)
            return null;
        var terms = await ReadTermsAsync(write, cancel);

        var refused = UrlClaims.Refused(wanted.ConvertAll(d => new UrlClaim(rows.GetValueOrDefault(d.Key)?.UrlHash, d.UrlHash)), taken);
        var accepted = wanted.Where((_, i) => !refused.Contains(i)).ToList();
        await FreeUrlsAsync(write.Db, accepted, rows, cancel);

        AddNew(write, accepted, rows);
        var articles = new RegisteredArticle?[drafts.Count];
        foreach (var (i, draft) in wanted.Index())
            if (!refused.Contains(i))
                articles[places[i]] = Put(write.Db, draft, rows[draft.Key], terms);
        return new ArticleBatch(articles, refused.Select(i => places[i]).ToHashSet());
    }

    private static async Task<HashSet<string>?> FindHashesOfOthersAsync(ArticleWrite write, List<ArticleDraft> wanted, CancellationToken cancel)
    {
        var keys = wanted.ConvertAll(d => d.Key);
        var hashes = wanted.ConvertAll(d => d.UrlHash);
        var locked = write.Articles.Keys.ToList();
        var others = await write.Db.Set<Article>()
            .Where(a => (keys.Contains(a.Key) || hashes.Contains(a.UrlHash)) && !locked.Contains(a.Id))
            .Select(a => new { a.Key, a.UrlHash })
            .ToListAsync(cancel);
        return others.Exists(o => keys.Contains(o.Key)) ? null : [.. others.Select(o => o.UrlHash)];
    }

    private static async Task<ILookup<long, ArticleTerm>> ReadTermsAsync(ArticleWrite write, CancellationToken cancel)
    {
        var ids = write.Articles.Keys.ToList();
        return (await write.Db.Set<ArticleTerm>().Where(t => ids.Contains(t.ArticleId)).ToListAsync(cancel)).ToLookup(t => t.ArticleId);
    }

    /// <summary>
    /// The index on URLs looks at every row as it is written: whoever gives its URL to another of the call lets go of it first.
    /// </summary>
    private static async Task FreeUrlsAsync(EngagementDbContext db, List<ArticleDraft> accepted, Dictionary<string, Article> rows, CancellationToken cancel)
    {
        var wanted = accepted.Select(d => d.UrlHash).ToHashSet();
        foreach (var draft in accepted)
            if (rows.GetValueOrDefault(draft.Key) is { } row && row.UrlHash != draft.UrlHash && wanted.Contains(row.UrlHash))
                row.UrlHash = $"moving {row.Id}";
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
