using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Discovery.Terms;

/// <summary>Companies' own pages, as the publisher gives them with articles.</summary>
internal sealed class CompanyPages(IDbContextFactory<EngagementDbContext> contexts)
{
    /// <summary>The newest articles that are looked at.</summary>
    private const int Articles = 20;

    /// <summary>The page that the newest article about the company gives; null if none of the newest does.</summary>
    public async Task<string?> FindAsync(Term company, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var newest = await db.Set<TermArticle>().Where(t => t.TermId == company.Id)
            .OrderByDescending(t => t.At).ThenByDescending(t => t.ArticleId).Select(t => t.ArticleId).Take(Articles).ToListAsync(cancel);
        var pages = await db.Set<ArticleTerm>().Where(t => newest.Contains(t.ArticleId) && t.Kind == TermKind.Company && t.Value == company.Value && t.Url != null)
            .Select(t => new { t.ArticleId, t.Url }).ToListAsync(cancel);
        return pages.MinBy(p => newest.IndexOf(p.ArticleId))?.Url;
    }
}
