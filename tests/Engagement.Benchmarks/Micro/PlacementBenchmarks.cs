using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;

namespace Engagement.Benchmarks.Micro;

/// <summary>
/// A page of four slots of one position, and campaigns that all match it: of the rated ones, whose rates come to 0.9 in
/// all, and of those that share evenly, every one is looked at. What a decision does not do, such as signing tokens, is
/// not in it.
/// </summary>
public class PlacementBenchmarks
{
    private const int Timed = 20_000;

    private static readonly DateOnly Today = new(2026, 11, 2);
    private static readonly string[] Keys = ["TOP", "INLINE", "SIDE", "END"];

    private static readonly PageContext Page = new()
    {
        ArticleId = 1, Channels = ["payments", "banking"], Keywords = ["fraud", "cards", "fees", "open banking"], Companies = ["acme"], Language = "en-gb",
    };

    private ServingRates _rates = null!; // by the setup
    private ulong _seed;

    [Params(10, 100, 1_000, 10_000)]
    public int Campaigns { get; set; }

    [Params(false, true)]
    public bool Rated { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var slots = Keys.Select((key, i) => new LiveSlot(i, key, PlacementFormat.Line, 1));
        _rates = new(
            new(slots, Enumerable.Range(1, Campaigns).Select(Campaign)),
            Enumerable.Range(1, Campaigns).ToDictionary(i => (long)i, i => new ServingRate(Rated ? 0.9 / Campaigns : null, i)),
            new Dictionary<long, Delivered>());
    }

    [Benchmark]
    public object Decide() => PlacementDecision.Decide(_rates, Page, Keys, Today, ++_seed);

    /// <summary>Percentiles of single decisions, which means hide.</summary>
    [GlobalCleanup]
    public void Percentiles()
    {
        var times = new long[Timed];
        foreach (ref var time in times.AsSpan())
        {
            var started = Stopwatch.GetTimestamp();
            Decide();
            time = Stopwatch.GetTimestamp() - started;
        }
        Array.Sort(times);
        Console.WriteLine($"// {Campaigns} campaigns, rated {Rated}: p50 {At(0.5):F1} µs, p99 {At(0.99):F1} µs");

        double At(double part) => Stopwatch.GetElapsedTime(0, times[(int)(part * Timed)]).TotalMicroseconds;
    }

    private static LiveCampaign Campaign(int id) => new(
        id, id, CampaignTier.Standard, CampaignGoal.ViewableImpressions, 1_000_000, null, CampaignState.Live, Today.AddDays(-10), Today.AddDays(10),
        new()
        {
            Slots = Keys,
            Channels = TermRule.Everything with { Any = [$"channel {id % 50}", "payments"], None = [$"channel {id % 30}"] },
            Keywords = TermRule.Everything with { All = ["fraud"] },
            Languages = TermRule.Everything with { Any = ["en"] },
            Safety = new() { Keywords = [$"crash {id % 100}"], Companies = [$"company {id}"] },
            Category = $"category {id}",
        },
        [new(id, true, true), new(-id, true, true)]);
}
