using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Placements.Decision;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Serving;

/// <summary>Reads what a decision knows of a page.</summary>
internal sealed class PageReader(IDbContextFactory<EngagementDbContext> contexts, TermLoader terms, TimeProvider time)
{
    private static readonly TermKind[] Kinds = [TermKind.Channel, TermKind.Keyword, TermKind.Company];

    /// <param name="article">The row.</param>
    /// <param name="withReports">Whether anybody asks if its thread has open reports; else it has none.</param>
    /// <param name="cancel">Ends the statements.</param>
    public async Task<PageContext> ReadAsync(Article article, bool withReports, CancellationToken cancel)
    {
        var names = new Dictionary<TermKind, IReadOnlyList<string>>();
        foreach (var kind in Kinds)
            names.Add(kind, [.. (await terms.Load(article.Id, kind).GetResultAsync(CancellationToken.None).WaitAsync(cancel)).Select(t => t.Value)]); // the page's other fields wait for them too
        return Of(article, kind => names[kind], withReports && await HasOpenReportsAsync(article, cancel), time.GetUtcNow().UtcDateTime);
    }

    /// <summary>An article's page.</summary>
    /// <param name="article">The row.</param>
    /// <param name="names">Of its channels, keywords and companies.</param>
    /// <param name="hasOpenReports">Whether a comment of its thread has.</param>
    /// <param name="now">UTC.</param>
    public static PageContext Of(Article article, Func<TermKind, IReadOnlyList<string>> names, bool hasOpenReports, DateTime now) => new()
    {
        ArticleId = article.Id,
        Channels = names(TermKind.Channel),
        Keywords = names(TermKind.Keyword),
        Companies = names(TermKind.Company),
        Language = article.Language,
        IsSensitive = article.IsSensitive,
        IsThreadClosed = article.CommentingAt(now) == CommentingState.Closed,
        HasOpenReports = hasOpenReports,
    };

    private async Task<bool> HasOpenReportsAsync(Article article, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<QueueItem>().AnyAsync(q => q.ArticleId == article.Id && q.Kind == QueueKind.Reported, cancel);
    }
}
