using System.ComponentModel.DataAnnotations;

namespace Engagement.Live;

/// <summary>How what changes reaches subscribers; section <c>Live</c>.</summary>
public sealed class LiveOptions : IValidatableObject
{
    /// <summary>How often the database is asked what other replicas changed. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The most events that a subscriber is caught up by; one that is further behind is told to read again. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int CatchUpEvents { get; set; } = 1_000;

    /// <summary>
    /// The most events that wait for one subscriber; above it the subscription ends with SLOW_CONSUMER. At least
    /// <see cref="CatchUpEvents"/>. Default 2,000: a full catch-up and as much again.
    /// </summary>
    [Range(1, 1_000_000)]
    public int WaitingEvents { get; set; } = 2_000;

    /// <summary>How long after a failed read of a feed, or of what an event shows, the next one follows. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often readers are looked for whose comments have to be stamped. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan StampInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most comments that one transaction stamps, 1–500. Default 200.</summary>
    [Range(1, 500)]
    public int StampsATransaction { get; set; } = 200;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (WaitingEvents < CatchUpEvents)
            yield return new ValidationResult(
                $"Live:WaitingEvents is {WaitingEvents}, and has to be at least Live:CatchUpEvents, {CatchUpEvents}: a whole catch-up waits for one subscriber.", [nameof(WaitingEvents)]);
    }
}
