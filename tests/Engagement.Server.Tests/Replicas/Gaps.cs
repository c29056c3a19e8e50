namespace Engagement.Server.Tests.Replicas;

/// <summary>How long somebody had to wait.</summary>
/// <param name="Length">Zero if nobody had to.</param>
/// <param name="During">What was going on when it ended.</param>
internal sealed record Gap(TimeSpan Length, string During)
{
    public override string ToString() => FormattableString.Invariant($"{Length.TotalSeconds:0.0} s ({During})");
}

/// <summary>The longest that anybody had to wait, by what for.</summary>
internal sealed class Gaps
{
    private readonly Lock _lock = new();
    private string _now = "nothing";

    /// <summary>From the first try of a post to its acknowledgement.</summary>
    public Gap Write { get; private set; } = new(TimeSpan.Zero, "nothing");

    /// <summary>From the acknowledgement of a post to its arrival at a subscriber.</summary>
    public Gap Arrival { get; private set; } = new(TimeSpan.Zero, "nothing");

    /// <summary>From one comment to the next at a subscriber, while others write all the time.</summary>
    public Gap Silence { get; private set; } = new(TimeSpan.Zero, "nothing");

    /// <summary>Something else falls over.</summary>
    public void Begin(string what)
    {
        lock (_lock)
            _now = what;
    }

    public void Wrote(TimeSpan waited)
    {
        lock (_lock)
            Write = Longer(Write, waited);
    }

    public void Arrived(TimeSpan waited)
    {
        lock (_lock)
            Arrival = Longer(Arrival, waited);
    }

    public void Heard(TimeSpan silence)
    {
        lock (_lock)
            Silence = Longer(Silence, silence);
    }

    private Gap Longer(Gap longest, TimeSpan waited) => waited > longest.Length ? new Gap(waited, _now) : longest;
}
