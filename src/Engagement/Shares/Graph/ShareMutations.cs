using Engagement.Articles;

namespace Engagement.Shares;

internal sealed class ShareMutations(RecordShare share, RecordVisit visit, ReplaceShareCode replace, ArticleLoader articles)
{
    /// <summary>
    /// Counts the use of a share button, by anybody: one of a caller, article and channel in 10 minutes, though each begins anew at
    /// the site's midnight. Callers without a token are told apart by address and agent; an app names itself in `User-Agent`, since
    /// the names of HTTP libraries are those of crawlers, which do not count. Errors: InvalidInput, NotFound, TooFast,
    /// IdempotencyKeyReused.
    /// </summary>
    public async Task<RecordSharePayload> RecordShare(RecordShareInput input, CancellationToken cancel)
    {
        var outcome = await share.RecordAsync(input, cancel);
        return outcome.Article is { } article ? new(articles.Show(article), outcome.Counted, []) : new(null, false, [outcome.Error!]); // one of both
    }

    /// <summary>
    /// Counts that a reader came through a shared link, by anybody: the page tells the code that it found in its own address,
    /// once. One of a visitor, article, channel and day counts. Errors: NotFound, TooFast.
    /// </summary>
    public async Task<RecordVisitPayload> RecordVisit(RecordVisitInput input, CancellationToken cancel)
    {
        var outcome = await visit.RecordAsync(input.Code, cancel);
        return new(outcome.Counted, outcome.Error is { } error ? [error] : []);
    }

    /// <summary>
    /// Gives an article's short links another code. Those that were shared before go on leading to it, and count. Errors:
    /// NotFound.
    /// </summary>
    public async Task<ReplaceShareCodePayload> ReplaceShareCode(ReplaceShareCodeInput input, CancellationToken cancel) =>
        await replace.ReplaceAsync(input.ArticleId, cancel) is { } article
            ? new(articles.Show(article), [])
            : new(null, [ShareBatch.NoArticle]);
}
