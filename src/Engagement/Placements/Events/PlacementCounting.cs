using Engagement.Counts.Traffic;
using Engagement.Data;
using Engagement.Placements.Serving;
using Engagement.Readers;

namespace Engagement.Placements.Events;

/// <summary>
/// What all events have in common: whether the token is ours and still counts, and whether it is a reader's doing. What is none is
/// counted apart and uses nothing up.
/// </summary>
internal sealed class PlacementCounting(
    Viewer viewer, Visitor visitor, CallerHashes hashes, WritePace pace, PlacementKeys keys, CommitQueue<EventDraft, bool> queue, PlacementMetrics metrics, WriteOptions writes, TimeProvider time)
{
    /// <summary>Whether the event counted now, as a reader's doing.</summary>
    /// <param name="text">The token as it came.</param>
    /// <param name="token">What it says.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="cancel">Ends the checks, not the write.</param>
    /// <exception cref="OverloadedException">Too many wait; nothing was written.</exception>
    public async Task<bool> CountAsync(string text, PlacementToken token, EventKind kind, CancellationToken cancel)
    {
        if (token.Marks.HasFlag(TokenMarks.Preview) || !token.IsCurrent(time.GetUtcNow().UtcDateTime))
            return Note(kind, PlacementMetrics.Late);
        var key = await keys.OfAsync(token.At, cancel);
        if (!PlacementToken.IsSigned(text, key))
            return Note(kind, PlacementMetrics.Forged);
        var invalid = await FindInvalidAsync(token, key, cancel);
        if (invalid is not null && queue.Depth > writes.QueueLength / 2)
            return Note(kind, PlacementMetrics.Limited);
        var counted = await queue.WriteAsync(new(token, kind, invalid));
        Note(kind, !counted ? PlacementMetrics.Repeated : invalid is null ? PlacementMetrics.Counted : PlacementMetrics.Invalid);
        return counted && invalid is null;
    }

    private async ValueTask<InvalidTrafficReason?> FindInvalidAsync(PlacementToken token, byte[] key, CancellationToken cancel) =>
        token.Marks.HasFlag(TokenMarks.Staff) || viewer.Is(Roles.Staff) ? InvalidTrafficReason.Staff
        : visitor.FindInvalid() is { } reason ? reason
        : visitor.IsProgram ? InvalidTrafficReason.ProxyVerdict
        : PlacementKeys.AgentOf(key, visitor.Agent) != token.Agent ? InvalidTrafficReason.AgentChanged
        : await pace.TakePlacementAsync(await hashes.OfCallerAsync(null, visitor, cancel)) is not null ? InvalidTrafficReason.Rate
        : null;

    private bool Note(EventKind kind, string outcome)
    {
        metrics.Add(kind, outcome);
        return false;
    }
}
