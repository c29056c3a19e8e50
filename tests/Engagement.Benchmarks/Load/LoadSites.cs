namespace Engagement.Benchmarks.Load;

/// <summary>The databases of a run, filled once, and the servers on them, started anew for each workload.</summary>
internal sealed class LoadSites(LoadSettings settings, TextWriter output, TextWriter error) : IDisposable
{
    private readonly List<LoadDatabase> _databases = [];

    /// <summary>The server that is measured, and the other one if one is asked for.</summary>
    public async Task<IReadOnlyList<LoadServer>> StartAsync(CancellationToken cancel)
    {
        if (settings.Against is { } running)
            return [LoadServer.At(running)];
        var servers = new List<LoadServer>();
        try
        {
            servers.Add(await LoadServer.StartAsync("server", await DatabaseAsync(0, cancel), settings.Server, null, cancel));
            if (settings.Other is { } other)
                servers.Add(await LoadServer.StartAsync("other", await DatabaseAsync(1, cancel), [.. settings.Server, .. other.Settings], other.Build, cancel));
            return servers;
        }
        catch
        {
            foreach (var server in servers)
                await server.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => _databases.ForEach(d => d.Dispose());

    private async Task<LoadDatabase> DatabaseAsync(int number, CancellationToken cancel)
    {
        if (_databases.Count == number)
            _databases.Add(await LoadDatabase.CreateAsync(settings.Engine, settings.Data.Generate(), output, error, cancel));
        return _databases[number];
    }
}
