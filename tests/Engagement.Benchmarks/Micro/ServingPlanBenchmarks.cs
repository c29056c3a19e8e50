using BenchmarkDotNet.Attributes;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Engagement.Placements.Slots;

namespace Engagement.Benchmarks.Micro;

/// <summary>A plan of campaigns that all match half of 25 groups of pages, of four slots, over 30 days: 3,000 cells.</summary>
public class ServingPlanBenchmarks
{
    private const int Groups = 25;
    private const int Days = 30;

    private static readonly DateOnly Today = new(2026, 11, 2);
    private static readonly LiveSlot[] Slots = [.. Enumerable.Range(1, 4).Select(i => new LiveSlot(i, $"SLOT_{i}", PlacementFormat.Line, 2))];

    private static readonly SupplyCell[] Forecast =
    [
        .. from @group in Enumerable.Range(0, Groups)
           let page = new PageContext { ArticleId = @group, Channels = [$"{@group % 4}"] }
           from day in Enumerable.Range(0, Days)
           from slot in Slots
           select new SupplyCell(page, slot.Id, Today.AddDays(day), 100_000),
    ];

    private PlacementIndex _index = null!; // by the setup

    [Params(1_000, 10_000)]
    public int Campaigns { get; set; }

    [GlobalSetup]
    public void Fill() => _index = new(Slots, Enumerable.Range(1, Campaigns).Select(id => new LiveCampaign(
        id, id, id % 2 == 0 ? CampaignTier.Guaranteed : CampaignTier.Standard, CampaignGoal.ViewableImpressions,
        60_000_000 / Campaigns * (1 + (id % 3)), id % 5 == 0 ? 5_000_000 / Campaigns : null, CampaignState.Live, Today, Today.AddDays(Days),
        new()
        {
            Slots = [.. Slots.Select(s => s.Key)],
            Channels = TermRule.Everything with { Any = [$"{id % 4}", $"{(id + 1) % 4}"] },
            Category = id % 7 == 0 ? $"{id % 50}" : null,
        },
        [new(id, true, true)])));

    [Benchmark]
    public object Plan() => ServingPlan.Compute(_index, new Dictionary<long, Delivered>(), Forecast, Today, CancellationToken.None);
}
