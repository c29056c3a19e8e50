using Engagement.Counts.Traffic;
using Engagement.Placements.Tokens;

namespace Engagement.Placements.Events;

/// <summary>
/// Counts the impressions of a page that has no script: it renders what it asked for, and nobody tells whether it was seen. What is
/// no reader's doing is counted apart, as of a beacon.
/// </summary>
internal sealed class RenderedPlacements(PlacementCounting counting, CountedInPassing passing)
{
    /// <param name="tokens">Of what was chosen just now.</param>
    public Task CountAsync(IEnumerable<string> tokens) => passing.WaitAsync(Task.WhenAll(tokens.Select(CountAsync)));

    private Task CountAsync(string text) => PlacementToken.Read(text) is { } token
        ? counting.CountAsync(text, token, EventKind.Impression, isMeasured: false, CancellationToken.None)
        : Task.CompletedTask;
}
