namespace Engagement.Server.Tests.Replicas;

/// <summary>The longest that anybody had to wait, by what for.</summary>
internal sealed class Gaps
{
    private readonly Lock _lock = new();

    /// <summary>From the first try of a post to its acknowledgement.</summary>
    public TimeSpan Write { get; private set; }

    /// <summary>From the acknowledgement of a post to its arrival at a subscriber.</summary>
    public TimeSpan Arrival { get; private set; }

    /// <summary>From one comment to the next at a subscriber, while others write all the time.</summary>
    public TimeSpan Silence { get; private set; }

    public void Wrote(TimeSpan waited)
    {
        lock (_lock)
            Write = waited > Write ? waited : Write;
    }

    public void Arrived(TimeSpan waited)
    {
        lock (_lock)
            Arrival = waited > Arrival ? waited : Arrival;
    }

    public void Heard(TimeSpan silence)
    {
        lock (_lock)
            Silence = silence > Silence ? silence : Silence;
    }
}
