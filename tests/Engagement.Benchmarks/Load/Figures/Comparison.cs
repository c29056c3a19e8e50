using System.Globalization;
using Engagement.Benchmarks.Load.Workloads;

namespace Engagement.Benchmarks.Load.Figures;

/// <summary>One workload on all sides in alternating rounds.</summary>
internal sealed class Comparison(Workload workload, LoadSettings settings, TextWriter output)
{
    private const string Ceiling = "bare Kestrel";

    /// <param name="servers">The measured one first.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="InvalidOperationException">An answer is wrong or missing.</exception>
    public async Task<WorkloadResult> RunAsync(IReadOnlyList<LoadServer> servers, CancellationToken cancel)
    {
        var sides = new List<Side>();
        try
        {
            foreach (var server in servers)
                sides.Add(new Side(server.Name, server.Address, await workload.PrepareAsync(server, settings, cancel)));
            await using var raw = await RawServer.StartAsync(sides[0].Load.Ceiling, cancel);
            sides.Add(new Side(Ceiling, raw.Address, sides[0].Load.At(raw.Address)));
            try
            {
                var result = await RunAsync(sides, cancel);
                if (workload.ChangesCounts)
                    foreach (var server in servers)
                        await output.WriteLineAsync($"  {server.Name}: {await server.VerifyCountsAsync(cancel) ?? "its counts are not known here"}");
                return result;
            }
            finally
            {
                await sides[^1].DisposeAsync(); // before its server
                sides.RemoveAt(sides.Count - 1);
            }
        }
        finally
        {
            foreach (var side in sides)
                await side.DisposeAsync();
        }
    }

    private async Task<WorkloadResult> RunAsync(IReadOnlyList<Side> sides, CancellationToken cancel)
    {
        foreach (var side in sides)
            await side.Load.WarmUpAsync(settings, cancel);
        var rounds = sides.ToDictionary(s => s, _ => new List<Round>());
        for (var round = 1; round <= settings.Rounds; round++)
        {
            foreach (var side in round % 2 == 0 ? sides.Reverse() : sides)
                rounds[side].Add(await side.RunAsync(settings.Duration, cancel));
            var rates = sides.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name} {rounds[s][^1].PerSecond:0}/s"));
            await output.WriteLineAsync($"  round {round}: {string.Join(", ", rates)}");
        }
        var results = sides.Select(s => new SideResult(s.Name, rounds[s])).ToList();
        var most = (await AtFullSpeedAsync(sides[^1].Load, cancel) ?? results[^1].PerSecond).Median;
        var ceiling = sides[0].Load.Ceiling;
        return new WorkloadResult(
            workload, (ceiling.Frame ?? ceiling.Answer).Length, results, [.. results.Skip(1).Select(r => Ratios.Of(results[0], r))], new Headroom(most, most / results[0].PerSecond.Median));
    }

    /// <summary>Null where the rounds were at full speed already.</summary>
    private async Task<Spread?> AtFullSpeedAsync(ILoad load, CancellationToken cancel)
    {
        var rates = new List<double?>();
        for (var round = 1; round <= settings.Rounds; round++)
            rates.Add(await load.RunAtFullSpeedAsync(settings.Duration, cancel));
        return Spread.Of(rates);
    }
}
