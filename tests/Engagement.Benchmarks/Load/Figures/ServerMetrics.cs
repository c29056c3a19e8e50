using System.Diagnostics;
using System.Globalization;

namespace Engagement.Benchmarks.Load.Figures;

/// <summary>What a process says of itself; null: it does not say, or not to us.</summary>
/// <param name="Cpu">User and kernel time of all its threads so far.</param>
/// <param name="Allocated">Managed bytes so far, those that are gone included.</param>
/// <param name="Memory">Bytes of its memory that are in use now.</param>
/// <param name="Compiled">Methods that were compiled so far, those twice that were compiled again.</param>
internal sealed record ProcessFigures(TimeSpan? Cpu, double? Allocated, double? Memory, double? Compiled)
{
    public const string CpuName = "dotnet_process_cpu_time_seconds_total";
    public const string AllocatedName = "dotnet_gc_heap_total_allocated_bytes_total";
    public const string MemoryName = "dotnet_process_memory_working_set_bytes";
    public const string CompiledName = "dotnet_jit_compiled_methods_total";

    /// <summary>In Prometheus' text format; series of one name are added up.</summary>
    public static ProcessFigures Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        double? Sum(string name)
        {
            var values = lines.Where(l => l.StartsWith(name, StringComparison.Ordinal) && l[name.Length..] is ['{' or ' ', ..]).Select(l => Value(l[name.Length..])).ToList();
            return values.Count > 0 ? values.Sum() : null;
        }
        return new ProcessFigures(Sum(CpuName) is { } seconds ? TimeSpan.FromSeconds(seconds) : null, Sum(AllocatedName), Sum(MemoryName), Sum(CompiledName));
    }

    /// <summary>What follows the name: labels or none, the value, and a time or none.</summary>
    private static double Value(string rest) => double.Parse(rest[(rest.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
}

/// <summary>Reads <c>/metrics</c> of a server, which an operator's Prometheus reads too.</summary>
internal sealed class ServerMetrics(Uri address) : IDisposable
{
    /// <summary>The exporter gives the same answer for 300 ms.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMilliseconds(310);

    private readonly HttpClient _http = new() { BaseAddress = address };
    private long? _read;

    public async Task<ProcessFigures> ReadAsync(CancellationToken cancel)
    {
        if (_read is { } last && Kept - Stopwatch.GetElapsedTime(last) is var rest && rest > TimeSpan.Zero)
            await Task.Delay(rest, cancel);
        using var response = await _http.GetAsync("metrics", cancel);
        _read = Stopwatch.GetTimestamp();
        return response.IsSuccessStatusCode ? ProcessFigures.Parse(await response.Content.ReadAsStringAsync(cancel)) : new ProcessFigures(null, null, null, null);
    }

    public void Dispose() => _http.Dispose();
}
