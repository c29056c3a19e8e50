using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Engagement.Benchmarks.Micro;

/// <summary>
/// Percentiles of single pages of <see cref="PlacementPage"/> on one thread. Each is timed beside a loop of fixed work, so that a busy
/// machine is seen in both: what counts is the ratio.
/// </summary>
internal static class PlacementPercentiles
{
    private const int Rounds = 7;
    private const int Timed = 4_000;

    /// <summary>Steps of the loop: some 30 µs on a quiet core.</summary>
    private const int Steps = 20_000;

    private static readonly int[] Sizes = [10, 100, 1_000, 10_000];

    private static long _kept;

    public static Command CreateCommand()
    {
        var command = new Command("placements", "Times single decisions with their tokens, on one thread, beside a loop of fixed work.");
        command.SetAction(_ => Run());
        return command;
    }

    private static void Run()
    {
        Console.WriteLine("| campaigns | | p50, µs | p99, µs | loop's p50 | loop's p99 | p50 ÷ loop's p50 | p99 ÷ loop's p50 |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var campaigns in Sizes)
            foreach (var isRated in (bool[])[true, false])
            {
                var page = new PlacementPage(campaigns, isRated);
                WarmUp(page);
                List<Measured> rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Measure(page))];
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {campaigns:N0} | {(isRated ? "rates" : "evenly")} | {Spread(r => r.Page50)} | {Spread(r => r.Page99)} | {Spread(r => r.Loop50)} | {Spread(r => r.Loop99)} | {Spread(r => r.Page50 / r.Loop50)} | {Spread(r => r.Page99 / r.Loop50)} |"));

                string Spread(Func<Measured, double> figure)
                {
                    List<double> figures = [.. rounds.Select(figure).Order()];
                    return string.Create(CultureInfo.InvariantCulture, $"{figures[Rounds / 2]:F2} ({figures[0]:F2}–{figures[^1]:F2})");
                }
            }
    }

    /// <summary>Until the compiler has seen enough of it.</summary>
    private static void WarmUp(PlacementPage page)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(2))
            _kept += page.DecideAndSign() + Loop();
    }

    private static Measured Measure(PlacementPage page)
    {
        var (pages, loops) = (new long[Timed], new long[Timed]);
        for (var i = 0; i < Timed; i++)
        {
            var started = Stopwatch.GetTimestamp();
            _kept += page.DecideAndSign();
            var between = Stopwatch.GetTimestamp();
            _kept += Loop();
            (pages[i], loops[i]) = (between - started, Stopwatch.GetTimestamp() - between);
        }
        Array.Sort(pages);
        Array.Sort(loops);
        return new(At(pages, 0.5), At(pages, 0.99), At(loops, 0.5), At(loops, 0.99));

        static double At(long[] times, double part) => Stopwatch.GetElapsedTime(0, times[(int)(part * Timed)]).TotalMicroseconds;
    }

    /// <summary>Multiplications that each wait for the one before.</summary>
    private static long Loop()
    {
        var x = (ulong)_kept | 1;
        for (var i = 0; i < Steps; i++)
            x = (x * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407;
        return (long)(x & 1);
    }

    /// <summary>Of one round, in µs.</summary>
    private sealed record Measured(double Page50, double Page99, double Loop50, double Loop99);
}
