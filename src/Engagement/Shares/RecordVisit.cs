using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Shares;

/// <summary>
/// Counts that a reader came through a shared link: once a visitor, article, channel and day of the site. Errors:
/// <see cref="NotFound"/>, <see cref="TooFast"/>.
/// </summary>
internal sealed class RecordVisit(ShareArticles articles, ShareCounting counting)
{
    private static readonly NotFound NoCode = new("No article is shared by this code.", ["code"]);

    /// <param name="code">Of the link.</param>
    /// <param name="cancel">Ends the look-up, not the write.</param>
    /// <exception cref="OverloadedException">Too many visits wait; nothing was written.</exception>
    public async Task<ShareOutcome> RecordAsync(string code, CancellationToken cancel) =>
        ShareLinkCode.Parse(code) is { } link && await articles.FindAsync(link.Code, cancel) is { } article
            ? await RecordAsync(article, link.Channel, cancel)
            : ShareOutcome.Refused(NoCode);

    /// <inheritdoc cref="RecordAsync(string, CancellationToken)"/>
    public Task<ShareOutcome> RecordAsync(Article article, ShareChannel channel, CancellationToken cancel) =>
        counting.CountAsync(article.Id, channel, ShareEventKind.Visit, null, seesAll: false, cancel);
}
