using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Engagement.Benchmarks.Load.Figures;

/// <summary>The same figures for programs, every round's too. What is unknown is null.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(string file, DateTimeOffset at, string version, LoadSettings settings, IEnumerable<WorkloadResult> results, CancellationToken cancel)
    {
        var report = new
        {
            at,
            server = version,
            machine = new { cores = Environment.ProcessorCount, runtime = RuntimeInformation.FrameworkDescription, system = RuntimeInformation.OSDescription },
            settings = new
            {
                engine = settings.Against is null ? settings.Engine : null,
                against = settings.Against?.Address,
                settings.Server,
                other = settings.Other?.Settings,
                seconds = settings.Duration.TotalSeconds,
                settings.Rounds,
                settings.Connections,
                settings.Subscribers,
                settings.Data,
            },
            workloads = results.Select(r => new { r.Workload.Name, r.Workload.Title, r.Workload.Unit, r.Bytes, r.Sides, r.Ratios, r.Generator }),
        };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, Options) + "\n", cancel);
    }
}
