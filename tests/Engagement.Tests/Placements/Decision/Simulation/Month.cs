using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Engagement.Placements.Events;
using Xunit;

namespace Engagement.Tests.Placements.Decision.Simulation;

/// <summary>Thirty days of a site: every page view is decided, seen by chance, clicked by chance and billed.</summary>
internal sealed class Month
{
    /// <summary>Counts reach the decision after so many page views.</summary>
    private const int CountsEvery = 100;

    private static readonly DateOnly First = new(2026, 11, 2);

    private static readonly string[] SlotKeys = [.. Market.Slots.Select(s => s.Key)];

    private readonly Random _random;
    private readonly double[,,] _expected;
    private readonly Traffic _traffic;
    private readonly Dictionary<long, Delivered> _delivered = [];
    private readonly PlacementIndex _index;
    private readonly Dictionary<long, (int Fitting, int Chosen)> _pages = [];
    private readonly Dictionary<long, long> _mostOfDay = [];

    public Month(int seed)
    {
        _random = new(seed);
        _expected = new Traffic(_random, First.AddDays(-28), 28).Means();
        _traffic = new(_random, First, 30);
        Market = new(_random, _traffic);
        _index = new(Market.Slots, Market.Campaigns);
    }

    public Market Market { get; }

    /// <summary>The most units that a campaign was billed in one day.</summary>
    public long MostOfDay(LiveCampaign campaign) => _mostOfDay.GetValueOrDefault(campaign.Id);

    /// <summary>Page views that a campaign might have stood on, and those on which it did.</summary>
    public (int Fitting, int Chosen) PagesOf(LiveCampaign campaign) => _pages.GetValueOrDefault(campaign.Id);

    public Delivered Of(LiveCampaign campaign) => _delivered.GetValueOrDefault(campaign.Id);

    /// <param name="planEvery">Half hours.</param>
    public void Run(int planEvery)
    {
        ServingRates? rates = null;
        var seen = 0;
        for (var day = 0; day < _traffic.Days; day++)
        {
            var today = First.AddDays(day);
            foreach (var (id, delivered) in _delivered)
                _delivered[id] = delivered with { BilledToday = 0 };
            for (var half = 0; half < Traffic.PerDay; half++)
            {
                if (rates is null || half % planEvery == 0)
                    rates = new(_index, ServingPlan.Compute(_index, _delivered, Forecast(today, half), today, TestContext.Current.CancellationToken), _delivered);
                int[] views = [.. Enumerable.Range(0, Traffic.Groups.Length).SelectMany(g => Enumerable.Repeat(g, _traffic.Views(g, day, half)))];
                _random.Shuffle(views);
                foreach (var group in views)
                {
                    View(rates, Traffic.Groups[group], today);
                    if (++seen % CountsEvery == 0)
                        rates = new(_index, rates.Plan, _delivered);
                }
            }
        }
    }

    /// <summary>What four weeks before this month had, by weekday and half hour.</summary>
    private List<SupplyCell> Forecast(DateOnly today, int half) =>
    [
        .. from slot in Market.Slots
           from @group in Enumerable.Range(0, Traffic.Groups.Length)
           from day in Enumerable.Range(0, 30).Select(First.AddDays)
           where day >= today
           select new SupplyCell(
               Traffic.Groups[@group], slot.Id, day,
               Market.Viewability * slot.Positions * _expected[@group, (int)day.DayOfWeek, day == today ? half : 0]),
    ];

    private void View(ServingRates rates, PageContext page, DateOnly day)
    {
        var decision = PlacementDecision.Decide(rates, page, SlotKeys, day, (ulong)_random.NextInt64());
        foreach (var share in decision.Shares)
        {
            var before = _pages.GetValueOrDefault(share.CampaignId);
            _pages[share.CampaignId] = (before.Fitting + 1, before.Chosen + (share.Stands ? 1 : 0));
        }
        foreach (var placement in decision.Placements)
        {
            var campaign = placement.Campaign;
            if (_random.NextDouble() >= Market.Viewability)
                continue;
            var before = Of(campaign);
            var kind = campaign.Goal == CampaignGoal.Clicks && _random.NextDouble() < Market.ClickRate(campaign) ? EventKind.Click : EventKind.Viewable;
            var unit = new Budget(campaign.Goal, campaign.Total, campaign.Daily).OutcomeOf(kind, before.Billed, before.BilledToday) == EventOutcome.Billed ? 1 : 0;
            _delivered[campaign.Id] = new(before.Billed + unit, before.BilledToday + unit, before.Viewables + 1);
            _mostOfDay[campaign.Id] = Math.Max(MostOfDay(campaign), before.BilledToday + unit);
        }
    }
}
