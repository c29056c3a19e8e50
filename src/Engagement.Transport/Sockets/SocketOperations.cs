using System.Diagnostics.CodeAnalysis;

namespace Engagement.Transport.Sockets;

/// <summary>
/// The operations of one socket. An id is free again when its operation is ended by either side; the operation counts
/// until its work is over, so that subscribe-and-complete in a loop piles nothing up.
/// </summary>
internal sealed class SocketOperations
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SocketOperation> _byId = new(StringComparer.Ordinal);
    private readonly HashSet<SocketOperation> _running = [];

    public int Running
    {
        get
        {
            lock (_gate)
                return _running.Count;
        }
    }

    /// <summary>Its id must be free; only the socket's reader adds.</summary>
    public void Add(SocketOperation operation)
    {
        lock (_gate)
        {
            _byId.Add(operation.Id, operation);
            _running.Add(operation);
        }
    }

    public bool Has(string id)
    {
        lock (_gate)
            return _byId.ContainsKey(id);
    }

    public bool TryGet(string id, [NotNullWhen(true)] out SocketOperation? operation)
    {
        lock (_gate)
            return _byId.TryGetValue(id, out operation);
    }

    /// <summary>The id may be used again.</summary>
    public void Free(SocketOperation operation)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue(operation.Id, out var held) && held == operation)
                _byId.Remove(operation.Id);
        }
    }

    /// <summary>Its work is over.</summary>
    public void Over(SocketOperation operation)
    {
        lock (_gate)
            _running.Remove(operation);
    }

    /// <summary>Those whose work is not over.</summary>
    public SocketOperation[] All()
    {
        lock (_gate)
            return [.. _running];
    }
}
