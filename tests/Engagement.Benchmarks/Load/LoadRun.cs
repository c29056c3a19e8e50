using System.Globalization;
using Engagement.Benchmarks.Load.Figures;
using Engagement.Benchmarks.Load.Workloads;

namespace Engagement.Benchmarks.Load;

/// <summary>One run: the workloads one after the other, each on servers started for it, and what came out.</summary>
internal sealed class LoadRun(LoadSettings settings, TextWriter output, TextWriter error)
{
    /// <param name="workloads">One or more.</param>
    /// <param name="json">A file for the figures; null: none. It is written when all is done: a run that fails leaves none.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="InvalidOperationException">An answer is wrong or missing.</exception>
    public async Task RunAsync(IReadOnlyList<Workload> workloads, FileInfo? json, CancellationToken cancel)
    {
        if (json is { Directory.Exists: false })
            throw new InvalidOperationException($"{json.DirectoryName} is not there.");
        var at = DateTimeOffset.UtcNow;
        var (version, results) = ("", new List<WorkloadResult>());
        using var sites = new LoadSites(settings, output, error);
        try
        {
            foreach (var workload in workloads)
            {
                var servers = await sites.StartAsync(cancel);
                try
                {
                    if (results.Count == 0)
                        await output.WriteLineAsync(Heading(version = await servers[0].VersionAsync(cancel)));
                    await output.WriteLineAsync($"{Environment.NewLine}{workload.Title} (--workload {workload.Name})");
                    results.Add(await new Comparison(workload, settings, output).RunAsync(servers, cancel));
                    TextReport.Write(results[^1], output);
                }
                finally
                {
                    foreach (var server in servers)
                        await server.DisposeAsync();
                }
            }
        }
        finally
        {
            await LoadDatabase.StopClusterAsync();
        }
        if (json is not null)
            await JsonReport.WriteAsync(json.FullName, at, version, settings, results, cancel);
    }

    private string Heading(string version) => string.Create(
        CultureInfo.InvariantCulture,
        $"{settings.Against?.Address.ToString() ?? settings.Engine}, version {version}; {settings.Data.Articles:N0} articles, {settings.Data.Comments:N0} comments; "
        + $"{settings.Connections} connections, {settings.Subscribers:N0} subscribers; rounds: {settings.Rounds}, {settings.Duration.TotalSeconds} s each; "
        + $"{Environment.ProcessorCount} cores, which generator and bare Kestrel share with a server on this machine");
}
