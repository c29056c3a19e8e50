using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Graph;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Moderation;

/// <summary>Which decisions a moderator asks for; all that is given has to hold.</summary>
/// <param name="Comment">About this comment.</param>
/// <param name="ReaderId">About this reader, or a comment of theirs.</param>
/// <param name="ArticleId">About this article, its thread or a comment in it.</param>
/// <param name="ActorId">Made by this reader.</param>
internal sealed record AuditSelection(CommentKey? Comment = null, long? ReaderId = null, long? ArticleId = null, long? ActorId = null);

/// <summary>Pages of the audit trail, newest first; entries of one comment in the order of the decisions.</summary>
internal sealed class AuditTrail(IDbContextFactory<EngagementDbContext> contexts)
{
    /// <param name="which">Null: none.</param>
    /// <param name="page">Forward.</param>
    /// <param name="cancel">Ends the statement.</param>
    public async Task<AuditEntryConnection> ReadAsync(AuditSelection? which, PageArguments page, CancellationToken cancel)
    {
        var before = page.IdOf(AuditEntryConnection.CursorPrefix);
        if (which is null)
            return AuditEntryConnection.Of(page, []);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var entries = Select(db.Set<AuditEntry>().AsNoTracking(), which);
        if (which.ArticleId is { } articleId)
            entries = await OfArticleAsync(db, entries, articleId, cancel);
        if (before is { } id)
            entries = entries.Where(e => e.Id < id);
        return AuditEntryConnection.Of(page, await entries.OrderByDescending(e => e.Id).Take(page.Size + 1).ToListAsync(cancel));
    }

    private static IQueryable<AuditEntry> Select(IQueryable<AuditEntry> entries, AuditSelection which)
    {
        if (which.Comment is var (commentArticleId, seq))
            entries = entries.Where(e => e.ArticleId == commentArticleId && e.Seq == seq);
        if (which.ReaderId is { } readerId)
            entries = entries.Where(e => e.ReaderId == readerId);
        if (which.ActorId is { } actorId)
            entries = entries.Where(e => e.ActorId == actorId);
        return entries;
    }

    /// <summary>Those of articles that were merged into it too: their entries stay as they were written.</summary>
    private static async Task<IQueryable<AuditEntry>> OfArticleAsync(EngagementDbContext db, IQueryable<AuditEntry> entries, long articleId, CancellationToken cancel)
    {
        var merged = await db.Set<Article>().Where(a => a.MergedIntoId == articleId).Select(a => (long?)a.Id).ToListAsync(cancel);
        if (merged.Count == 0)
            return entries.Where(e => e.ArticleId == articleId);
        merged.Add(articleId);
        return entries.Where(e => merged.Contains(e.ArticleId));
    }
}
