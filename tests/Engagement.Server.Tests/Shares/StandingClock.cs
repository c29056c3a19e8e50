namespace Engagement.Server.Tests.Shares;

/// <summary>A clock that stands where a test puts it, while timers go on as ever: days pass at once.</summary>
internal sealed class StandingClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
