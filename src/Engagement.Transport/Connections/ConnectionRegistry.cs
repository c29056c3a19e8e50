using System.Collections.Concurrent;
using Engagement.Transport.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Engagement.Transport.Connections;

/// <summary>A socket or an event stream.</summary>
internal interface IConnection
{
    /// <summary>The host stops. Returns at once; called once or more.</summary>
    void Stop();
}

/// <summary>All open sockets and event streams of this process: counts them, and ends them when the host stops.</summary>
internal sealed class ConnectionRegistry : IDisposable
{
    private readonly ConcurrentDictionary<IConnection, byte> _connections = new();
    private readonly CancellationTokenRegistration _stopping;
    private readonly OriginCheck _origins;
    private readonly int? _limit;
    private int _count;
    private volatile bool _isStopping;

    public ConnectionRegistry(IHostApplicationLifetime lifetime, OriginCheck origins, IOptions<TransportOptions> options)
    {
        _origins = origins;
        _limit = options.Value.MaxSockets;
        _stopping = lifetime.ApplicationStopping.Register(Stop);
    }

    /// <summary>Takes a place for a connection before it is accepted: give it back. What is returned refuses it, and no place was taken.</summary>
    public TransportError? TakePlace(HttpRequest request)
    {
        if (!_origins.Allows(request))
            return new OriginError();
        if (_isStopping)
            return new OverloadedError("The server is about to stop.");
        if (Interlocked.Increment(ref _count) <= _limit || _limit is null)
            return null;
        GiveBackPlace();
        return new OverloadedError("Too many sockets and event streams are open.");
    }

    public void GiveBackPlace() => Interlocked.Decrement(ref _count);

    public void Add(IConnection connection)
    {
        _connections.TryAdd(connection, 0);
        // Opened while the host began to stop: the walk over the connections may have missed it.
        if (_isStopping)
            connection.Stop();
    }

    public void Remove(IConnection connection) => _connections.TryRemove(connection, out _);

    public void Dispose() => _stopping.Dispose();

    /// <summary>Does not wait: the web server waits for its requests, and each connection is one.</summary>
    private void Stop()
    {
        _isStopping = true;
        foreach (var connection in _connections.Keys)
            connection.Stop();
    }
}
