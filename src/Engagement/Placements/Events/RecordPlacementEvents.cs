using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Tokens;

namespace Engagement.Placements.Events;

/// <summary>
/// Counts what a page saw of its placements. Errors, beside which the others count: <see cref="InvalidInput"/> for a token that has
/// not the form of one, and for too many.
/// </summary>
internal sealed class RecordPlacementEvents(PlacementCounting counting)
{
    public const int Most = 50;

    /// <summary>How many counted now, and what is wrong with the others.</summary>
    /// <exception cref="OverloadedException">Too many wait; some may have counted, and a repeat counts only the others.</exception>
    public async Task<(int Counted, IReadOnlyList<IUserError> Errors)> RecordAsync(IReadOnlyList<PlacementEventInput> events, CancellationToken cancel)
    {
        if (events.Count > Most)
            return (0, [new InvalidInput($"`events` has at most {Most} entries, not {events.Count}.", ["events"], InputProblem.TooMany, Most)]);
        var errors = new List<IUserError>();
        var counts = new List<Task<bool>>();
        foreach (var (i, one) in events.Index())
            if (PlacementToken.Read(one.Token) is { } token)
                counts.Add(counting.CountAsync(one.Token, token, one.Kind == PlacementEventKind.Viewable ? EventKind.Viewable : EventKind.Impression, isMeasured: true, cancel));
            else
                errors.Add(new InvalidInput("`token` is none of a placement.", ["events", $"{i}", "token"], InputProblem.Malformed));
        return ((await Task.WhenAll(counts)).Count(c => c), errors);
    }
}
