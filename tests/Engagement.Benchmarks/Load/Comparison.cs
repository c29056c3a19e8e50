using System.Globalization;

namespace Engagement.Benchmarks.Load;

/// <summary>
/// Two sides in alternating rounds of one run. The ratio is taken round by round: whatever else the machine does hits
/// both sides of a round alike, and the order changes from round to round.
/// </summary>
/// <param name="Title">What is compared.</param>
/// <param name="Measured">Whose rate is divided.</param>
/// <param name="Against">By whose.</param>
/// <param name="Aim">The least ratio of rates that is good; null if there is none.</param>
internal sealed record Comparison(string Title, LoadSide Measured, LoadSide Against, double? Aim)
{
    public async Task RunAsync(LoadSettings settings, TextWriter output, CancellationToken cancel)
    {
        Write(output, $"{Environment.NewLine}{Title}; {settings.Engine}, {LoadSettings.Connections} connections, {Environment.ProcessorCount} cores shared by client and servers");
        await Measured.WarmUpAsync(settings.Duration, cancel);
        await Against.WarmUpAsync(settings.Duration, cancel);
        var rounds = new List<(LoadResult Measured, LoadResult Against)>();
        for (var round = 1; round <= settings.Rounds; round++)
        {
            var first = round % 2 == 0 ? await Measured.RunAsync(settings.Duration, cancel) : null;
            var against = await Against.RunAsync(settings.Duration, cancel);
            rounds.Add((first ?? await Measured.RunAsync(settings.Duration, cancel), against));
            Write(output, $"  round {round}: {rounds[^1].Measured.PerSecond:0}/s against {against.PerSecond:0}/s");
        }
        Report(Measured.Name, rounds.ConvertAll(r => r.Measured), output);
        Report(Against.Name, rounds.ConvertAll(r => r.Against), output);
        var ratios = rounds.ConvertAll(r => r.Measured.PerSecond / r.Against.PerSecond);
        var cpu = rounds.ConvertAll(r => r.Against.Cpu / r.Measured.Cpu);
        var verdict = Aim is { } aim ? FormattableString.Invariant($", aim {aim:0.0#}: {(Median(ratios) >= aim ? "reached" : "missed")}") : "";
        Write(output, $"  ratio of rates {Spread(ratios, "0.000")}{verdict}; of server CPU {Spread(cpu, "0.000")}");
    }

    private static void Report(string name, List<LoadResult> results, TextWriter output) => Write(
        output,
        $"  {name}: {Spread(results.ConvertAll(r => r.PerSecond), "0")}/s, p50 {Spread(results.ConvertAll(r => r.P50), "0.0")} ms, "
        + $"p99 {Spread(results.ConvertAll(r => r.P99), "0.0")} ms, server CPU {Spread(results.ConvertAll(r => r.Cpu), "0")} µs");

    /// <summary>Median, and least to most.</summary>
    private static string Spread(List<double> values, string format)
    {
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(Median(values))} ({Text(values.Min())}–{Text(values.Max())})";
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static void Write(TextWriter output, FormattableString line) => output.WriteLine(FormattableString.Invariant(line));

    private static void Write(TextWriter output, string line) => output.WriteLine(line);
}
