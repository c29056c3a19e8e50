using Engagement.Counts.Traffic;
using Engagement.Data;
using Engagement.Placements.Tokens;
using Engagement.Readers;

namespace Engagement.Placements.Events;

/// <summary>
/// What all events have in common: whether the token is ours and still counts, and whether it is a reader's doing. What is none is
/// counted apart and uses nothing up.
/// </summary>
internal sealed class PlacementCounting(
    Viewer viewer, Visitor visitor, CallerHashes hashes, WritePace pace, PlacementKeys keys, CommitQueue<EventDraft, bool> queue, PlacementMetrics metrics, WriteOptions writes, TimeProvider time)
{
    /// <summary>After the decision, that anything can have been in view for a second; less what the clocks of two replicas may differ.</summary>
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(0.9);

    /// <summary>Whether the event counted now, as a reader's doing.</summary>
    /// <param name="text">The token as it came.</param>
    /// <param name="token">What it says.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="isMeasured">See <see cref="EventDraft.IsMeasured"/>.</param>
    /// <param name="cancel">Ends the checks, not the write.</param>
    /// <exception cref="OverloadedException">Too many wait; nothing was written.</exception>
    public async Task<bool> CountAsync(string text, PlacementToken token, EventKind kind, bool isMeasured, CancellationToken cancel)
    {
        try
        {
            var outcome = await CountAsync(text, new EventDraft(token, kind, Invalid: null, isMeasured), cancel);
            metrics.Add(kind, outcome);
            return outcome == PlacementMetrics.Counted;
        }
        catch (Exception e) when (e is not OperationCanceledException) // who asked went away
        {
            metrics.Add(kind, PlacementMetrics.Failed);
            throw;
        }
    }

    private async Task<string> CountAsync(string text, EventDraft draft, CancellationToken cancel)
    {
        var token = draft.Token;
        if (token.Marks.HasFlag(TokenMarks.Preview) || !token.IsCurrent(time.GetUtcNow().UtcDateTime))
            return PlacementMetrics.Late;
        var key = await keys.OfAsync(token.At, cancel);
        if (!PlacementToken.IsSigned(text, key))
            return PlacementMetrics.Forged;
        var invalid = await FindInvalidAsync(token, draft.Kind, key, cancel);
        if (invalid is not null && queue.Depth > writes.QueueLength / 2)
            return PlacementMetrics.Limited;
        return !await queue.WriteAsync(draft with { Invalid = invalid }) ? PlacementMetrics.Repeated
            : invalid is null ? PlacementMetrics.Counted
            : PlacementMetrics.Invalid;
    }

    private async ValueTask<InvalidTrafficReason?> FindInvalidAsync(PlacementToken token, EventKind kind, byte[] key, CancellationToken cancel) =>
        visitor.FindInvalid(token.Marks | viewer.PlacementMarks()) is { } reason ? reason
        : PlacementKeys.AgentOf(key, visitor.Agent) != token.Agent ? InvalidTrafficReason.AgentChanged
        : kind != EventKind.Impression && time.GetUtcNow().UtcDateTime - token.At < Soonest ? InvalidTrafficReason.TooSoon
        : await IsTooFastAsync(cancel) ? InvalidTrafficReason.Rate
        : null;

    /// <summary>By address and agent, and by the address alone, whose agents may be made up.</summary>
    private async ValueTask<bool> IsTooFastAsync(CancellationToken cancel) =>
        await pace.TakePlacementAsync(await hashes.OfCallerAsync(null, visitor, cancel)) is not null
        || await pace.TakePlacementAddressAsync(await hashes.OfAddressAsync(visitor, cancel)) is not null;
}
