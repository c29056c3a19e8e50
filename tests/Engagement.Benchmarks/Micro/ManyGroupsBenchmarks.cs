using BenchmarkDotNet.Attributes;
using Engagement.Articles;
using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Engagement.Placements.Forecasts;
using Engagement.Placements.Slots;

namespace Engagement.Benchmarks.Micro;

/// <summary>
/// What each process plans from time to time: forecast and plan of 1,000 campaigns over 30 days of four slots, on a site with 2,000
/// keywords, each on one article. Half of the campaigns ask for some of the keywords, so that the pages are 2,000 groups; half for all.
/// </summary>
public class ManyGroupsBenchmarks
{
    private const int Keywords = 2_000;
    private const int Campaigns = 1_000;
    private const int Days = 30;

    private static readonly DateTime Now = new(2026, 11, 2, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Today = DateOnly.FromDateTime(Now);
    private static readonly LiveSlot[] Slots = [.. Enumerable.Range(1, 4).Select(i => new LiveSlot(i, $"SLOT_{i}", PlacementFormat.Line, 1))];

    private readonly SupplyForecast _forecast = new(new SiteDays(new SiteOptions()));
    private PlacementIndex _index = null!; // by the setup
    private TrafficHistory _history = null!; // by the setup

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        _index = new(Slots, Enumerable.Range(1, Campaigns).Select(id => new LiveCampaign(
            id, id, id % 2 == 0 ? CampaignTier.Guaranteed : CampaignTier.Standard, CampaignGoal.ViewableImpressions,
            2_000 * (1 + (id % 3)), id % 5 == 0 ? 500 : null, CampaignState.Live, Today, Today.AddDays(Days),
            new()
            {
                Slots = [.. Slots.Select(s => s.Key)],
                Keywords = id % 2 == 0 ? TermRule.Everything : TermRule.Everything with { Any = [.. Enumerable.Range(0, 20).Select(_ => $"keyword {random.Next(Keywords)}")] },
                Category = id % 7 == 0 ? $"{id % 50}" : null,
            },
            [new(id, true, true)])));
        _history = new(
            [
                .. Enumerable.Range(1, Keywords).Select(k => new PageTraffic(
                    new PageContext { ArticleId = k, Keywords = [$"keyword {k - 1}"] },
                    Slots.ToDictionary(s => s.Id, _ => Enumerable.Repeat(1L + (2_000 / k), TrafficHistory.HoursOfWeek).ToArray()), new Dictionary<long, double>())),
            ],
            new Dictionary<long, long[]>(), Enumerable.Repeat(4.0, TrafficHistory.HoursOfWeek).ToList(), new Dictionary<long, double>());
    }

    [Benchmark]
    public object Expect() => _forecast.Expect(_history, _index, Now, Today.AddDays(Days), null);

    [Benchmark]
    public object Plan() => ServingPlan.Compute(_index, new Dictionary<long, Delivered>(), _forecast.Expect(_history, _index, Now, Today.AddDays(Days), null), Today, CancellationToken.None);
}
