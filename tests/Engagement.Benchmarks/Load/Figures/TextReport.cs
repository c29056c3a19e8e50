using System.Globalization;

namespace Engagement.Benchmarks.Load.Figures;

/// <summary>Figures as a person reads them: medians, and in brackets the least and the most of all rounds.</summary>
internal static class TextReport
{
    private const string Unknown = "unknown";

    public static void Write(WorkloadResult result, TextWriter output)
    {
        var unit = result.Workload.Unit;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {result.Bytes:N0} bytes a {unit}"));
        foreach (var side in result.Sides)
        {
            output.WriteLine($"  {side.Name}: {side.PerSecond.Text("0")} {unit}s/s, p50 {side.P50Milliseconds.Text("0.0")} ms, p99 {side.P99Milliseconds.Text("0.0")} ms, most {side.MostMilliseconds.Text("0.0")} ms");
            output.WriteLine($"    a {unit}: {side.CpuMicroseconds?.Text("0.0") ?? Unknown} µs of CPU, {side.AllocatedBytes?.Text("0") ?? Unknown} bytes allocated"
                + string.Concat(side.Further.Select(f => $"; {f.Key}: {f.Value.Text("0.0")}")));
        }
        foreach (var ratio in result.Ratios)
            output.WriteLine(
                $"  {result.Sides[0].Name} to {ratio.To}: rate {ratio.PerSecond.Text("0.000")}, p50 {ratio.P50.Text("0.0")}, p99 {ratio.P99.Text("0.0")}, "
                + $"CPU {ratio.CpuMicroseconds?.Text("0.0") ?? Unknown}, allocated {ratio.AllocatedBytes?.Text("0.0") ?? Unknown}");
        WriteGenerator(result, output);
    }

    private static void WriteGenerator(WorkloadResult result, TextWriter output)
    {
        var (unit, server, headroom) = (result.Workload.Unit, result.Sides[0], result.Generator);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  generator: {server.GeneratorMicroseconds.Text("0.0")} µs of CPU a {unit}, {server.GeneratorShare.Median:P0} of {Environment.ProcessorCount} cores beside {server.Name}; ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"from bare Kestrel it takes {headroom.PerSecond:0} {unit}s/s, {headroom.Times:0.0} times as many: {(headroom.IsEnough ? "it is not the bottleneck" : "IT MAY BE THE BOTTLENECK")}"));
    }
}
