using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Shares;

/// <summary>
/// Counts the use of a share button: once a caller, article and channel in <see cref="ShareBatch.Once"/>. Errors:
/// <see cref="InvalidInput"/>, <see cref="NotFound"/>, <see cref="TooFast"/>, <see cref="IdempotencyKeyReused"/>.
/// </summary>
internal sealed class RecordShare(Viewer viewer, ShareCounting counting)
{
    /// <exception cref="OverloadedException">Too many shares wait; nothing was written.</exception>
    public async Task<ShareOutcome> RecordAsync(RecordShareInput input, CancellationToken cancel)
    {
        if (InputChecks.CheckIdempotencyKey(input.IdempotencyKey) is { } badKey)
            return ShareOutcome.Refused(badKey);
        if (ArticleView.ParseId(input.ArticleId) is not { } id)
            return ShareOutcome.Refused(ShareBatch.NoArticle);
        var kind = input.Kind == ShareKind.Completed ? ShareEventKind.Completed : ShareEventKind.Intent;
        return await counting.CountAsync(id, input.Channel, kind, owner => KeyOf(input, owner), ArticleLoader.SeesAll(viewer), cancel);
    }

    /// <summary>Of a repeat the article may be named otherwise, after a merge: what it names is compared.</summary>
    private static KeyUse? KeyOf(RecordShareInput input, long owner) => input.IdempotencyKey is { } key
        ? new(owner, key, IdempotencyKeys.Hash("recordShare", $"{input.Channel}", $"{input.Kind}"))
        : null;
}
