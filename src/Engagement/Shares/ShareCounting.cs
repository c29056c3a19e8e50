using Engagement.Counts.Traffic;
using Engagement.Data;
using Engagement.Readers;

namespace Engagement.Shares;

/// <summary>
/// What all events have in common: who it is, whether it is a reader's doing, and whether one more may count. What is filtered
/// uses nothing up: a post that a thousand servers fetch at once keeps no reader from being counted.
/// </summary>
internal sealed class ShareCounting(
    Viewer viewer, Visitor visitor, CallerHashes hashes, WritePace pace, CommitQueue<ShareDraft, ShareOutcome> queue, ShareMetrics metrics, WriteOptions writes)
{
    /// <summary>Counts it, or says why not.</summary>
    /// <param name="articleId">The row's id.</param>
    /// <param name="channel">By which.</param>
    /// <param name="kind">What.</param>
    /// <param name="keyOf">Makes the idempotency key's use by the id of its owner; null: none was given.</param>
    /// <param name="seesAll">Whether the caller may see articles that are not published.</param>
    /// <param name="cancel">Ends the wait for the caller's row, not the write.</param>
    /// <exception cref="OverloadedException">Too many wait; nothing was written.</exception>
    public async Task<ShareOutcome> CountAsync(
        long articleId, ShareChannel channel, ShareEventKind kind, Func<long, KeyUse?>? keyOf, bool seesAll, CancellationToken cancel)
    {
        long? readerId = viewer.Caller is null ? null : await viewer.EnsureReaderAsync(cancel);
        var caller = await hashes.OfCallerAsync(readerId, visitor, cancel);
        var filtered = FindInvalid(kind);
        // What is filtered is never counted, so that a repeat of it changes nothing: its key is not kept.
        var key = filtered is null ? keyOf?.Invoke(readerId ?? caller) : null;
        var draft = new ShareDraft(articleId, channel, kind, caller, filtered, key, SeesAll: seesAll);
        if (draft.Filtered is not null && queue.Depth > writes.QueueLength / 2)
            return Limited(draft, new TooFast("There are more events than can be counted just now.", null, 1));
        if (draft.Filtered is null && await TakeAsync(caller, kind, cancel) is { } tooFast)
        {
            if (draft.Key is null)
                return Limited(draft, tooFast);
            draft = draft with { Refusal = tooFast };
        }
        var outcome = await WriteAsync(draft);
        if (outcome.Error is TooFast)
            return Limited(draft, outcome.Error);
        if (outcome.Error is null)
            metrics.Add(kind, draft.Filtered is not null ? ShareMetrics.Filtered : outcome is { Counted: true, IsRepeat: false } ? ShareMetrics.Counted : ShareMetrics.Repeated);
        return outcome;
    }

    private async Task<ShareOutcome> WriteAsync(ShareDraft draft)
    {
        try
        {
            return await queue.WriteAsync(draft);
        }
        catch (OverloadedException)
        {
            metrics.Add(draft.Kind, ShareMetrics.Limited);
            throw;
        }
    }

    /// <summary>Whoever is signed in is a reader, whatever carries the request; the site's own people share like others, and do not visit.</summary>
    private InvalidTrafficReason? FindInvalid(ShareEventKind kind) =>
        viewer.Caller is null ? visitor.FindInvalid()
        : kind == ShareEventKind.Visit && viewer.Is(Roles.Staff) ? InvalidTrafficReason.Staff
        : null;

    private async ValueTask<TooFast?> TakeAsync(long caller, ShareEventKind kind, CancellationToken cancel) =>
        (kind == ShareEventKind.Visit ? null : await pace.TakeShareAsync(caller))
        ?? await pace.TakeAddressAsync(await hashes.OfAddressAsync(visitor, cancel));

    private ShareOutcome Limited(ShareDraft draft, Graph.IUserError error)
    {
        metrics.Add(draft.Kind, ShareMetrics.Limited);
        return ShareOutcome.Refused(error);
    }
}
