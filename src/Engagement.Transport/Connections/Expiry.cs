namespace Engagement.Transport.Connections;

/// <summary>Acts once at a time of the clock, however far it is.</summary>
internal sealed class Expiry : IAsyncDisposable
{
    /// <summary>A timer holds at most 49 days; a longer wait is taken in steps.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly DateTimeOffset _at;
    private readonly Action _act;
    private readonly ITimer _timer;

    public Expiry(TimeProvider time, DateTimeOffset at, Action act)
    {
        (_time, _at, _act) = (time, at, act);
        // Started once the field is set: the first step may be none.
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Left, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look()
    {
        if (_time.GetUtcNow() >= _at)
            _act();
        else
            _timer.Change(Left, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Left
    {
        get
        {
            var left = _at - _time.GetUtcNow();
            if (left <= TimeSpan.Zero)
                return TimeSpan.Zero;
            // Rounded up to the next millisecond, or the timer would find that it came too early, again and again.
            return left < LongestStep ? left + TimeSpan.FromMilliseconds(1) : LongestStep;
        }
    }
}
