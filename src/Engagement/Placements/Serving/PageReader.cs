using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Placements.Decision;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Serving;

/// <summary>Reads what a decision knows of a page.</summary>
internal sealed class PageReader(IDbContextFactory<EngagementDbContext> contexts, TermLoader terms, TimeProvider time)
{
    public async Task<PageContext> ReadAsync(Article article, CancellationToken cancel) => new()
    {
        ArticleId = article.Id,
        Channels = await NamesAsync(article, TermKind.Channel, cancel),
        Keywords = await NamesAsync(article, TermKind.Keyword, cancel),
        Companies = await NamesAsync(article, TermKind.Company, cancel),
        Language = article.Language,
        IsSensitive = article.IsSensitive,
        IsThreadClosed = article.CommentingAt(time.GetUtcNow().UtcDateTime) == CommentingState.Closed,
        HasOpenReports = await HasOpenReportsAsync(article, cancel),
    };

    private async Task<IReadOnlyList<string>> NamesAsync(Article article, TermKind kind, CancellationToken cancel) =>
        [.. (await terms.Load(article.Id, kind).GetResultAsync(cancel)).Select(t => t.Value)];

    private async Task<bool> HasOpenReportsAsync(Article article, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<QueueItem>().AnyAsync(q => q.ArticleId == article.Id && q.Kind == QueueKind.Reported, cancel);
    }
}
