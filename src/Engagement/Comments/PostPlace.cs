using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>Where a post would go as things are, without a lock: by the rules of <see cref="PostBatch"/> and <see cref="TicketArticles"/>.</summary>
/// <param name="Article">Whoever may see it; null if nothing is known by that name, or if a ticket would register it.</param>
/// <param name="Error">Why there is none.</param>
internal sealed record PostPlace(Article? Article, IUserError? Error)
{
    public static async Task<PostPlace> FindAsync(EngagementDbContext db, PostTarget target, CancellationToken cancel)
    {
        var found = target switch
        {
            { Ticket: { } ticket } => await FindAsync(db, ticket, cancel),
            { ArticleId: { } id } => await ByIdAsync(db, id, cancel) is { } article ? new(article, null) : new(null, PostComment.NoArticle),
            _ => new(null, null),
        };
        return found.Article?.MergedIntoId is { } into ? found with { Article = await ByIdAsync(db, into, cancel) } : found;
    }

    private static async Task<PostPlace> FindAsync(EngagementDbContext db, ArticleDraft ticket, CancellationToken cancel)
    {
        var articles = db.Set<Article>().AsNoTracking();
        if (await articles.SingleOrDefaultAsync(a => a.Key == ticket.Key, cancel) is { } known)
            return new(known, null);
        var holder = await articles.SingleOrDefaultAsync(a => db.Set<ArticleAddress>().Any(u => u.Hash == ticket.Address && u.ArticleId == a.Id), cancel);
        if (holder is not null && UrlIdentity.HashOf(holder.Url) == ticket.Address)
            return new(holder, null);
        var exact = await articles.SingleOrDefaultAsync(a => a.UrlHash == ticket.UrlHash, cancel);
        return new(exact, exact is null && holder is not null ? TicketArticles.UrlTaken : null);
    }

    private static Task<Article?> ByIdAsync(EngagementDbContext db, long id, CancellationToken cancel) =>
        db.Set<Article>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel);
}
