using Engagement.Graph;

namespace Engagement.Placements.Events;

/// <summary>What a page sees of a placement.</summary>
public enum PlacementEventKind
{
    /// <summary>It began to render.</summary>
    Impression,

    /// <summary>Half of it was in a visible tab for one continuous second.</summary>
    Viewable,
}

/// <summary>Something that a page saw.</summary>
/// <param name="Token">Of the placement.</param>
/// <param name="Kind">What.</param>
internal sealed record PlacementEventInput(string Token, PlacementEventKind Kind);

/// <summary>What a page saw.</summary>
/// <param name="Events">At most 50.</param>
internal sealed record RecordPlacementEventsInput(IReadOnlyList<PlacementEventInput> Events);

/// <summary>What became of it.</summary>
/// <param name="Counted">How many counted now: not those that counted before, that came later than an hour, or that are no reader's doing.</param>
/// <param name="Errors">What is wrong with the others; else empty.</param>
internal sealed record RecordPlacementEventsPayload(int Counted, IEnumerable<IUserError> Errors);

internal sealed class EventMutations(RecordPlacementEvents events)
{
    /// <summary>
    /// Counts what a page saw of its placements, by anybody; also by POST to `/placements/events`, for beacons. A token counts once of
    /// each kind. Errors: InvalidInput.
    /// </summary>
    public async Task<RecordPlacementEventsPayload> RecordPlacementEvents(RecordPlacementEventsInput input, CancellationToken cancel)
    {
        var (counted, errors) = await events.RecordAsync(input.Events, cancel);
        return new(counted, errors);
    }
}
