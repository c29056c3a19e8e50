using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Reports;

/// <summary>How articles are called in reports: one that was merged into another as the one that stays.</summary>
internal static class ReportedArticles
{
    private const int Chunk = 1_000;

    /// <summary>Their keys.</summary>
    public static Task<Dictionary<long, string>> KeysAsync(EngagementDbContext db, IEnumerable<long> ids, CancellationToken cancel) => NamesAsync(ids, chunk =>
        from article in db.Set<Article>()
        where chunk.Contains(article.Id)
        join stays in db.Set<Article>() on article.MergedIntoId ?? article.Id equals stays.Id
        select new ArticleName(article.Id, stays.Key), cancel);

    /// <summary>Their first channels; one that is in none is missing.</summary>
    public static Task<Dictionary<long, string>> ChannelsAsync(EngagementDbContext db, IEnumerable<long> ids, CancellationToken cancel) => NamesAsync(ids, chunk =>
        from article in db.Set<Article>()
        where chunk.Contains(article.Id)
        join term in db.Set<ArticleTerm>().Where(t => t.Kind == TermKind.Channel && t.Position == 0) on article.MergedIntoId ?? article.Id equals term.ArticleId
        select new ArticleName(article.Id, term.Value), cancel);

    private static async Task<Dictionary<long, string>> NamesAsync(IEnumerable<long> ids, Func<long[], IQueryable<ArticleName>> read, CancellationToken cancel)
    {
        var names = new Dictionary<long, string>();
        foreach (var chunk in ids.Chunk(Chunk))
            foreach (var row in await read(chunk).ToListAsync(cancel))
                names.Add(row.Id, row.Name);
        return names;
    }

    private sealed record ArticleName(long Id, string Name);
}
