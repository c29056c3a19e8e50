using Engagement.Articles;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Discovery.Terms;

/// <summary>
/// Keeps the terms of articles in step with what is said of them, in the transaction that changes it: a public article is
/// under its channels, keywords and companies and under the words of its title, any other under nothing.
/// </summary>
internal sealed class TermIndex(TermChanges changes) : IArticleIndex
{
    /// <summary>The lists that are terms.</summary>
    private static readonly TermKind[] Lists = [TermKind.Channel, TermKind.Keyword, TermKind.Company];

    public async Task UpdateAsync(ArticleWrite write, IReadOnlyCollection<Article> articles, CancellationToken cancel)
    {
        var ids = articles.Select(a => a.Id).ToList();
        var wanted = await WantedAsync(write, articles, cancel);
        var stored = await StoredAsync(write, ids, cancel);
        var gone = stored.Where(s => !wanted.Contains(s.Entry)).ToList();
        var missing = wanted.Except(stored.Select(s => s.Entry)).ToList();
        if (gone.Count + missing.Count > 0)
            await ChangeAsync(write, gone, missing, cancel);
        await NoteAsync(write, articles, ids, cancel);
    }

    public void Committed() => changes.Add();

    /// <summary>Each article's terms as they should be.</summary>
    public static async Task<IReadOnlySet<TermEntry>> WantedAsync(ArticleWrite write, IEnumerable<Article> articles, CancellationToken cancel)
    {
        var shown = articles.Where(a => a is { State: ArticleState.Published, MergedIntoId: null }).ToList();
        var ids = shown.ConvertAll(a => a.Id);
        var lists = (await write.Db.Set<ArticleTerm>().AsNoTracking().Where(t => ids.Contains(t.ArticleId) && Lists.Contains(t.Kind)).ToListAsync(cancel))
            .ToLookup(t => t.ArticleId, t => new TermName(FacetOf(t.Kind), t.Value));
        return shown.SelectMany(a => Names(a, lists[a.Id]).Select(n => new TermEntry(a.Id, TermArticle.TimeOf(a), n))).ToHashSet();
    }

    /// <summary>Each article's terms as they are.</summary>
    public static async Task<List<StoredEntry>> StoredAsync(ArticleWrite write, IReadOnlyCollection<long> articleIds, CancellationToken cancel)
    {
        var rows = from row in write.Db.Set<TermArticle>().AsNoTracking()
                   join term in write.Db.Set<Term>() on row.TermId equals term.Id
                   where articleIds.Contains(row.ArticleId)
                   select new { Row = row, term.Facet, term.Value };
        return (await rows.ToListAsync(cancel)).ConvertAll(r => new StoredEntry(r.Row, new(r.Row.ArticleId, r.Row.At, new(r.Facet, r.Value))));
    }

    private static IEnumerable<TermName> Names(Article article, IEnumerable<TermName> lists) =>
        lists.Append(new(Facet.All, "")).Concat(TitleWords.Of(article.Title).Select(w => new TermName(Facet.Word, w)));

    private static Facet FacetOf(TermKind kind) => kind switch
    {
        TermKind.Channel => Facet.Channel,
        TermKind.Keyword => Facet.Keyword,
        _ => Facet.Company, // no other is asked for
    };

    private static async Task ChangeAsync(ArticleWrite write, List<StoredEntry> gone, List<TermEntry> missing, CancellationToken cancel)
    {
        await write.Transaction.LockTermsAsync(cancel);
        var names = gone.Select(g => g.Entry.Name).Concat(missing.Select(m => m.Name));
        var terms = await write.Db.Terms(write.Transaction.Dialect, names).ToDictionaryAsync(t => t.Name(), cancel);
        foreach (var (row, entry) in gone)
        {
            write.Db.Remove(row);
            terms[entry.Name].Articles--;
        }
        foreach (var entry in missing)
        {
            if (!terms.TryGetValue(entry.Name, out var term))
            {
                term = Term.New(entry.Name.Facet, entry.Name.Value, write.Now);
                write.Db.Add(term);
                terms.Add(entry.Name, term);
            }
            term.Articles++;
            write.Db.Add(new TermArticle { TermId = term.Id, At = entry.At, ArticleId = entry.ArticleId });
        }
    }

    private static async Task NoteAsync(ArticleWrite write, IEnumerable<Article> articles, IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        var notes = await write.Db.Set<ArticleIndexing>().Where(i => ids.Contains(i.ArticleId)).ToDictionaryAsync(i => i.ArticleId, cancel);
        foreach (var article in articles)
            if (notes.TryGetValue(article.Id, out var note))
                note.SettingsVersion = article.SettingsVersion;
            else
                write.Db.Add(new ArticleIndexing { ArticleId = article.Id, SettingsVersion = article.SettingsVersion });
    }
}

/// <summary>That an article is under a term.</summary>
internal readonly record struct TermEntry(long ArticleId, DateTime At, TermName Name);

/// <summary>The same as it is in the database.</summary>
internal readonly record struct StoredEntry(TermArticle Row, TermEntry Entry);
