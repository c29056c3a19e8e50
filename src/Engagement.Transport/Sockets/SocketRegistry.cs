using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Engagement.Transport.Sockets;

/// <summary>All open sockets of this process: counts them, and closes them when the host stops.</summary>
internal sealed class SocketRegistry : IDisposable
{
    private readonly ConcurrentDictionary<SocketSession, byte> _sessions = new();
    private readonly CancellationTokenRegistration _stopping;
    private readonly int? _limit;
    private int _count;
    private volatile bool _isStopping;

    public SocketRegistry(IHostApplicationLifetime lifetime, IOptions<TransportOptions> options)
    {
        _limit = options.Value.MaxSockets;
        _stopping = lifetime.ApplicationStopping.Register(Stop);
    }

    public bool IsStopping => _isStopping;

    /// <summary>Takes a place for a socket before it is upgraded; false if there is none. Give it back.</summary>
    public bool TryTakePlace()
    {
        if (Interlocked.Increment(ref _count) <= _limit || _limit is null)
            return true;
        GiveBackPlace();
        return false;
    }

    public void GiveBackPlace() => Interlocked.Decrement(ref _count);

    public void Add(SocketSession session)
    {
        _sessions.TryAdd(session, 0);
        // Opened while the host began to stop: the walk over the sessions may have missed it.
        if (_isStopping)
            session.Stop();
    }

    public void Remove(SocketSession session) => _sessions.TryRemove(session, out _);

    public void Dispose() => _stopping.Dispose();

    /// <summary>Does not wait: the web server waits for its requests, and each socket is one.</summary>
    private void Stop()
    {
        _isStopping = true;
        foreach (var session in _sessions.Keys)
            session.Stop();
    }
}
