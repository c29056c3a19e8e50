using Engagement.Transport.Connections;

namespace Engagement.Transport.Sockets;

/// <summary>Everything that happens to a socket because time has passed.</summary>
internal sealed class SocketTimers(SocketSession session, SocketServices services) : IAsyncDisposable
{
    private ITimer? _init;
    private ITimer? _keepAlive;
    private Expiry? _expiry;
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
            _expiry = new Expiry(services.Time, expiry, () => session.Close(SocketClose.TokenExpired));
    }

    /// <summary>Something came from the client.</summary>
    public void Heard() => _heard = true;

    public void StartCut() => _cut = Once(services.Options.CloseTimeout, session.Cut);

    public async ValueTask DisposeAsync()
    {
        foreach (var timer in new IAsyncDisposable?[] { _init, _keepAlive, _expiry, _cut })
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
}
