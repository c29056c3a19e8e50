namespace Engagement.Transport.Sockets;

/// <summary>Everything that happens to a socket because time has passed.</summary>
internal sealed class SocketTimers(SocketSession session, SocketServices services) : IAsyncDisposable
{
    /// <summary>A timer holds at most 49 days; a longer wait is taken in steps.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromDays(1);

    private ITimer? _init;
    private ITimer? _keepAlive;
    private ITimer? _expiry;
    private ITimer? _cut;
    private volatile bool _heard;

    public void StartInit() =>
        _init = Once(services.Options.ConnectionInitTimeout, () => session.Close(SocketClose.InitTimeout));

    public void StopInit() => _init?.Dispose();

    /// <summary>The caller is known: pings begin, and the token's time runs.</summary>
    public void StartReady(DateTimeOffset? expiresAt)
    {
        if (services.Options.KeepAliveInterval is { } interval)
            _keepAlive = services.Time.CreateTimer(_ => KeepAlive(), null, interval, interval);
        if (expiresAt is { } expiry)
            _expiry = services.Time.CreateTimer(_ => Expire(expiry), null, Until(expiry), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something came from the client.</summary>
    public void Heard() => _heard = true;

    public void StartCut() => _cut = Once(services.Options.CloseTimeout, session.Cut);

    public async ValueTask DisposeAsync()
    {
        foreach (var timer in new[] { _init, _keepAlive, _expiry, _cut })
        {
            if (timer is not null)
                await timer.DisposeAsync();
        }
    }

    private ITimer Once(TimeSpan due, Action action) =>
        services.Time.CreateTimer(_ => action(), null, due, Timeout.InfiniteTimeSpan);

    private void KeepAlive()
    {
        if (!_heard)
        {
            session.Cut();
            return;
        }
        _heard = false;
        session.Send(ServerMessage.Ping);
    }

    private void Expire(DateTimeOffset expiry)
    {
        if (services.Time.GetUtcNow() >= expiry)
            session.Close(SocketClose.TokenExpired);
        else
            _expiry?.Change(Until(expiry), Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Until(DateTimeOffset expiry)
    {
        var left = expiry - services.Time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return TimeSpan.Zero;
        // Rounded up to the next millisecond, or the timer would find that it came too early, again and again.
        return left < LongestStep ? left + TimeSpan.FromMilliseconds(1) : LongestStep;
    }
}
