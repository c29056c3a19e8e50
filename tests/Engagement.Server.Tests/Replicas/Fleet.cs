using Engagement.Server.Tests.Hosting;

namespace Engagement.Server.Tests.Replicas;

/// <summary>Replicas as processes, and who is to be asked just now: clients come at random, as through a proxy that sends them anywhere.</summary>
internal sealed class Fleet(string folder, string[] settings) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<ServerProcess> _replicas = [];

    /// <summary>Starts one more, and sends clients to it.</summary>
    public async Task AddAsync()
    {
        var replica = await ServerProcess.StartAsync(folder, settings);
        lock (_lock)
            _replicas.Add(replica);
    }

    /// <summary>Any of those that run, as far as one knows.</summary>
    public Uri Any()
    {
        lock (_lock)
            return _replicas[Random.Shared.Next(_replicas.Count)].Address;
    }

    /// <summary>All that run.</summary>
    public IReadOnlyList<Uri> All()
    {
        lock (_lock)
            return [.. _replicas.Select(r => r.Address)];
    }

    /// <summary>kill -9 of the one that has run for longest; clients find out by themselves, and are sent elsewhere only afterwards.</summary>
    public async Task KillOldestAsync()
    {
        var replica = _replicas[0];
        await replica.KillAsync();
        Forget(replica);
        await replica.DisposeAsync();
    }

    /// <summary>SIGTERM to the one that has run for longest, as a rolling upgrade does: nobody new is sent there. Its exit code.</summary>
    public async Task<int> DrainOldestAsync()
    {
        var replica = _replicas[0];
        Forget(replica);
        var finished = await replica.StopAsync();
        await replica.DisposeAsync();
        return finished.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
    }

    private void Forget(ServerProcess replica)
    {
        lock (_lock)
            _replicas.Remove(replica);
    }
}
