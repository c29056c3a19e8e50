using Engagement.Articles;
using Engagement.Counts;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Discovery.Terms;

/// <summary>Recounts the terms of an article, as far as they have been written yet.</summary>
internal sealed class TermRecount(TermIndex index) : IRecount
{
    public async Task<IReadOnlyList<CountMismatch>> RecountAsync(ArticleWrite write, Article article, bool repair, CancellationToken cancel)
    {
        if (await write.Db.Set<ArticleIndexing>().AsNoTracking().SingleOrDefaultAsync(i => i.ArticleId == article.Id, cancel) is not { } note)
            return [];
        var wanted = await TermIndex.WantedAsync(write, [article], cancel);
        var stored = (await TermIndex.StoredAsync(write, [article.Id], cancel)).ConvertAll(s => s.Entry);
        if (note.SettingsVersion == article.SettingsVersion && wanted.SetEquals(stored))
            return [];
        if (repair)
            await index.UpdateAsync(write, [article], cancel);
        return [new CountMismatch(article.Key, "terms", Text(note.SettingsVersion, stored), Text(article.SettingsVersion, wanted))];
    }

    private static string Text(long version, IEnumerable<TermEntry> entries) =>
        $"{string.Join(", ", entries.Select(e => $"{e.Name.Facet} {e.Name.Value}").Order(StringComparer.Ordinal))} at version {version}";
}

/// <summary>Recounts the articles of each term, a bounded number of terms under one lock.</summary>
internal sealed class TermTotals(IDbContextFactory<EngagementDbContext> contexts, WriteTransactions transactions, TermChanges changes) : ISiteRecount
{
    private const int Chunk = 500;

    public async IAsyncEnumerable<CountMismatch> RecountAsync(
        bool repair, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var last = 0L;
        while (await NextAsync(last, cancel) is { Count: > 0 } ids)
        {
            foreach (var mismatch in await transactions.RunAsync((write, c) => RecountAsync(write, ids, repair, c), cancel))
                yield return mismatch;
            if (repair)
                changes.Add();
            last = ids[^1];
        }
    }

    private async Task<List<long>> NextAsync(long after, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Term>().Where(t => t.Id > after).OrderBy(t => t.Id).Select(t => t.Id).Take(Chunk).ToListAsync(cancel);
    }

    private static async Task<IReadOnlyList<CountMismatch>> RecountAsync(WriteTransaction write, List<long> ids, bool repair, CancellationToken cancel)
    {
        await write.LockTermsAsync(cancel);
        var terms = await write.Db.Set<Term>().Where(t => ids.Contains(t.Id)).OrderBy(t => t.Id).ToListAsync(cancel);
        var counted = await write.Db.Set<TermArticle>().Where(t => ids.Contains(t.TermId))
            .GroupBy(t => t.TermId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var found = new List<CountMismatch>();
        foreach (var term in terms)
        {
            var check = new RecountCheck(term.Facet == Facet.All ? "all articles" : $"{term.Facet} {term.Value}", repair);
            check.Compare("articles", term.Articles, counted.GetValueOrDefault(term.Id), v => term.Articles = v);
            found.AddRange(check.Mismatches);
        }
        return found;
    }
}
