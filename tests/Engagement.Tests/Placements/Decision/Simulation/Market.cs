using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Engagement.Placements.Slots;

namespace Engagement.Tests.Placements.Decision.Simulation;

/// <summary>Twenty campaigns whose guaranteed goals are feasible together.</summary>
internal sealed class Market
{
    /// <summary>Of a position that is on the page.</summary>
    public const double Viewability = 0.7;

    /// <summary>Of the supply, that the guaranteed goals together have to fit in.</summary>
    private const double Sold = 0.9;

    public const double Share = 0.1;

    public static readonly LiveSlot[] Slots =
    [
        new(1, "TOP", PlacementFormat.Line, 1), new(2, "INLINE", PlacementFormat.Card, 2),
        new(3, "SIDE", PlacementFormat.Picture, 1), new(4, "END", PlacementFormat.Line, 2),
    ];

    private readonly Random _random;
    private readonly Traffic _traffic;
    private readonly Dictionary<long, (HashSet<(int Group, DateOnly Day)> Pages, double Alone)> _known = [];

    public Market(Random random, Traffic traffic)
    {
        (_random, _traffic) = (random, traffic);
        var campaigns = Enumerable.Range(1, 20).Select(Campaign).ToList();
        while (!IsFeasible(campaigns))
            campaigns = campaigns.ConvertAll(c => IsPromised(c) ? c with { Total = c.Total * 19 / 20, Daily = c.Daily * 19 / 20 } : c);
        Campaigns = campaigns;
    }

    public IReadOnlyList<LiveCampaign> Campaigns { get; }

    /// <summary>A number of events; days and shares are promised too, and need next to nothing, or a part of each page.</summary>
    public static bool IsPromised(LiveCampaign campaign) =>
        campaign is { Tier: CampaignTier.Guaranteed, Goal: CampaignGoal.ViewableImpressions or CampaignGoal.Clicks };

    /// <summary>Clicks of a viewable impression: 1–5 %, by campaign.</summary>
    public static double ClickRate(LiveCampaign campaign) => 0.01 * (1 + (campaign.Id % 5));

    private LiveCampaign Campaign(int id)
    {
        var slots = _random.GetItems(Slots.Select(s => s.Key).ToArray(), 3).Distinct().ToArray();
        var from = _random.Next(0, 15);
        var plain = new LiveCampaign(
            id, id, Tier(id), Goal(id), 0, null, CampaignState.Live, _traffic.First.AddDays(from), _traffic.First.AddDays(_random.Next(from + 8, 30)),
            Targets(id, new() { Slots = slots }), [new(id * 10, true, true), new((id * 10) + 1, true, true)]);
        var part = 0.4 + (0.9 * _random.NextDouble());
        var total = plain.Goal switch
        {
            CampaignGoal.Days => 5,
            CampaignGoal.ShareOfVoice => (long)(100 * Share),
            CampaignGoal.Clicks => (long)(part * Alone(plain) * ClickRate(plain)),
            _ => (long)(part * Alone(plain)) * (plain.Rules.Roadblock ? slots.Length : 1),
        };
        return plain with { Total = total, Daily = id % 3 == 0 && IsPromised(plain) ? (long)(total * 1.4 / (plain.EndsOn.DayNumber - plain.StartsOn.DayNumber + 1)) : null };
    }

    private static CampaignTier Tier(int id) => id <= 12 ? CampaignTier.Guaranteed : id <= 18 ? CampaignTier.Standard : CampaignTier.House;

    private static CampaignGoal Goal(int id) => id switch
    {
        4 or 8 or 14 => CampaignGoal.Clicks,
        11 or 15 => CampaignGoal.ShareOfVoice,
        12 or 16 => CampaignGoal.Days,
        _ => CampaignGoal.ViewableImpressions,
    };

    private CampaignRules Targets(int id, CampaignRules rules) => _random.Next(6) switch
    {
        0 => rules with { Channels = Given.Any("payments") },
        1 => rules with { Channels = Given.Any("banking", "crypto"), Safety = new() { Sensitive = false } },
        2 => rules with { Languages = Given.Any("en") },
        3 => rules with { Keywords = Given.All("fraud"), Safety = new() { Channels = ["crypto"] } },
        4 => rules with { Companies = Given.Any("acme"), Safety = new() { ClosedThreads = true } },
        _ => rules,
    } with { Roadblock = id == 7, Category = id is 2 or 3 ? "bank" : null };

    /// <summary>Viewable impressions that it could have if there were nobody else.</summary>
    private double Alone(LiveCampaign campaign) => Known(campaign).Alone;

    private HashSet<(int Group, DateOnly Day)> Pages(LiveCampaign campaign) => Known(campaign).Pages;

    private (HashSet<(int Group, DateOnly Day)> Pages, double Alone) Known(LiveCampaign campaign)
    {
        if (!_known.TryGetValue(campaign.Id, out var known))
        {
            var index = new PlacementIndex(Slots, [campaign]);
            var groups = Enumerable.Range(0, Traffic.Groups.Length).Where(g => CampaignBits.Has(index.FittingOn(Traffic.Groups[g]), 0));
            var days = Enumerable.Range(0, _traffic.Days).Select(_traffic.First.AddDays).Where(campaign.IsWithinDates);
            var pages = groups.SelectMany(g => days.Select(d => (g, d))).ToHashSet();
            _known.Add(campaign.Id, known = (pages, pages.Sum(p => Views(p.g, p.d))));
        }
        return known;
    }

    private double Views(int group, DateOnly day) => Viewability * _traffic.Views(group, day);

    /// <summary>
    /// The part of the pages of a group on which a campaign may stand: not where the roadblock fills all its positions, and of two of
    /// one category not where the other is, which is spread evenly over its own pages and drawn without regard to the first.
    /// </summary>
    private double PartOfPages(LiveCampaign campaign, List<LiveCampaign> campaigns, int group, DateOnly day)
    {
        if (campaign.Rules.Category is null)
            return Sold - Blocked(campaign);
        var other = campaigns.Single(c => c.Rules.Category == campaign.Rules.Category && c != campaign);
        var taken = Pages(other).Contains((group, day)) ? Viewables(other) / Alone(other) / (1 - Blocked(other)) : 0;
        return Math.Max(0, Sold - taken) * (1 - Blocked(campaign));

        double Blocked(LiveCampaign one)
        {
            var roadblock = campaigns.Single(c => c.Rules.Roadblock);
            var isCovered = one.Rules.Slots.All(key => roadblock.Rules.Slots.Contains(key) && Slots.Single(s => s.Key == key).Positions == 1);
            return isCovered && Pages(roadblock).Contains((group, day)) ? PartOfRoadblock(roadblock) : 0;
        }
    }

    /// <summary>Of its pages, on which it is spread evenly.</summary>
    private double PartOfRoadblock(LiveCampaign roadblock) => roadblock.Total / (Alone(roadblock) * roadblock.Rules.Slots.Count);

    /// <summary>What is to be seen of it; a click is chance, so that there has to be room for twice the standard deviation of their number.</summary>
    private static double Viewables(LiveCampaign campaign) => campaign.Goal == CampaignGoal.Clicks
        ? (campaign.Total + (2 * Math.Sqrt(campaign.Total))) / ClickRate(campaign)
        : campaign.Total;

    /// <summary>
    /// Whether there is a flow of all promised goals into 0.9 of the supply: campaign → its day (daily limit) → its pages of a group (it
    /// stands once on each) → slot → out.
    /// </summary>
    /// <remarks>
    /// What binds several positions of a page together is no flow, and is taken off its edges instead, as if it were spread evenly.
    /// A roadblock takes each of its slots of one page at once, and leaves no page to who has no other slots. A share is a share of
    /// each page. Of two of a category with a slot each a flow would sell 900 of 1,000 pages to both, though a page shows but one:
    /// the edges of each leave out the pages of the other. Neither is there a flow of clicks, which are chance.
    /// </remarks>
    private bool IsFeasible(List<LiveCampaign> campaigns)
    {
        var flow = new MaxFlow();
        var taken = new Dictionary<object, double>();
        var roadblock = campaigns.Single(c => c.Rules.Roadblock);
        foreach (var (group, day) in Pages(roadblock))
            foreach (var key in roadblock.Rules.Slots)
                taken[(group, day, key)] = PartOfRoadblock(roadblock);
        foreach (var share in campaigns.Where(c => c is { Tier: CampaignTier.Guaranteed, Goal: CampaignGoal.ShareOfVoice }))
            foreach (var (group, day) in Pages(share))
                foreach (var slot in Slots.Where(s => share.Rules.Slots.Contains(s.Key)))
                    taken[(group, day, slot.Key)] = taken.GetValueOrDefault((group, day, slot.Key)) + (Share * slot.Positions);
        foreach (var c in campaigns.Where(c => IsPromised(c) && !c.Rules.Roadblock))
        {
            var perUnit = c.Goal == CampaignGoal.Clicks ? 1 / ClickRate(c) : 1;
            flow.Add("in", c.Id, Viewables(c));
            foreach (var day in Pages(c).GroupBy(p => p.Day))
                flow.Add(c.Id, (c.Id, day.Key), (c.Daily * perUnit) ?? double.PositiveInfinity);
            foreach (var (group, day) in Pages(c))
            {
                flow.Add((c.Id, day), (c.Id, day, group), PartOfPages(c, campaigns, group, day) * Views(group, day));
                foreach (var key in c.Rules.Slots)
                    flow.Add((c.Id, day, group), (group, day, key), double.PositiveInfinity);
            }
        }
        foreach (var slot in Slots)
            for (var group = 0; group < Traffic.Groups.Length; group++)
                for (var day = _traffic.First; day < _traffic.First.AddDays(_traffic.Days); day = day.AddDays(1))
                    flow.Add((group, day, slot.Key), "out", Math.Max(0, (Sold * slot.Positions) - taken.GetValueOrDefault((group, day, slot.Key))) * Views(group, day));
        var wanted = campaigns.Where(c => IsPromised(c) && !c.Rules.Roadblock).Sum(Viewables);
        return taken.Values.All(t => t <= Sold) && flow.From("in", "out") > wanted - 1;
    }
}
