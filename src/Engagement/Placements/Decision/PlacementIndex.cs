using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Decision;

/// <summary>
/// All slots and campaigns of a site, made ready for decisions; immutable. Slots and campaigns are known by their place in
/// <see cref="Slots"/> and <see cref="Campaigns"/>.
/// </summary>
internal sealed class PlacementIndex
{
    private readonly Dictionary<string, int> _slots;
    private readonly DropReason?[] _bySlot;
    private readonly int[] _categories;
    private readonly CampaignSet[] _ofCategory;

    /// <summary>By campaign: what it asks for, with the number of its term, in the order in which a page is told why.</summary>
    private readonly (int Term, Target Target)[][] _reasons;

    /// <summary>By slot: roadblocks that need a position of it.</summary>
    private readonly CampaignSet[] _roadblocks;

    /// <summary>Of the day that was asked for last.</summary>
    private volatile Served? _served;

    /// <param name="slots">Their order is that in which a page is filled and a plan thinks of it.</param>
    /// <param name="campaigns">Of any state.</param>
    public PlacementIndex(IEnumerable<LiveSlot> slots, IEnumerable<LiveCampaign> campaigns)
    {
        Slots = [.. slots];
        Campaigns = [.. campaigns.OrderBy(c => c.Id)];
        _slots = Slots.Index().ToDictionary(s => s.Item.Key, s => s.Index, StringComparer.Ordinal);
        Targets = new(Campaigns, Terms);
        _bySlot = [.. Campaigns.SelectMany(c => Slots.Select(s => FirstDropped(c, s)))];
        _reasons = Array.ConvertAll(Campaigns, ReasonsOf);
        AsksForReports = Array.Exists(Campaigns, c => c.Rules.Safety.ReportedThreads);
        Shares = [.. Places(c => Campaigns[c].Goal == CampaignGoal.ShareOfVoice)];
        Roadblocks = CampaignBits.Of(Campaigns.Length, Places(c => Campaigns[c].Rules.Roadblock));
        _roadblocks = [.. Slots.Index().Select(s => new CampaignSet(Campaigns.Length, [.. Places(c => Campaigns[c].Rules.Roadblock && FirstDropped(c, s.Index) is null)]))];
        var competitors = Places(c => Campaigns[c].Rules.Category is not null).GroupBy(c => Campaigns[c].Rules.Category).Where(category => category.Skip(1).Any()).ToList();
        _ofCategory = [.. competitors.Select(category => new CampaignSet(Campaigns.Length, [.. category]))];
        _categories = new int[Campaigns.Length];
        Array.Fill(_categories, -1);
        foreach (var (number, category) in competitors.Index())
            foreach (var campaign in category)
                _categories[campaign] = number;
    }

    public LiveSlot[] Slots { get; }

    /// <summary>By id.</summary>
    public LiveCampaign[] Campaigns { get; }

    /// <summary>Of all of them.</summary>
    public TargetSets Targets { get; }

    public PageTerms Terms { get; } = new();

    /// <summary>Whether any is not to be seen beside a thread with open reports.</summary>
    public bool AsksForReports { get; }

    /// <summary>Those that bought a share of pages.</summary>
    public int[] Shares { get; }

    /// <summary>Bits of those that stand in all their slots of a page or in none.</summary>
    public ulong[] Roadblocks { get; }

    /// <summary>How many <see langword="ulong"/>s hold a bit of each campaign.</summary>
    public int Words => Roadblocks.Length;

    /// <summary>The slot of a key, or −1.</summary>
    public int SlotOf(string key) => _slots.GetValueOrDefault(key, -1);

    /// <summary>The place of the campaign with an id, or −1.</summary>
    public int PlaceOf(long id) => Array.FindIndex(Campaigns, c => c.Id == id);

    /// <summary>The number of a campaign's category, from 0, or −1: it competes with nobody.</summary>
    public int CategoryOf(int campaign) => _categories[campaign];

    /// <summary>Those of a category.</summary>
    public CampaignSet OfCategory(int category) => _ofCategory[category];

    /// <summary>Roadblocks of which a slot is one; where it has no room, they cannot stand.</summary>
    public CampaignSet RoadblocksOf(int slot) => _roadblocks[slot];

    /// <summary>Bits of those that neither NOT_LIVE nor DATES drops.</summary>
    /// <param name="day">A <see cref="DateOnly.DayNumber"/>.</param>
    public ReadOnlySpan<ulong> ServedOn(int day)
    {
        if (_served is not { } served || served.Day != day)
            _served = served = new(day, CampaignBits.Of(Campaigns.Length, Places(c => Campaigns[c].IsServed && Campaigns[c].IsWithinDates(DateOnly.FromDayNumber(day)))));
        return served.Campaigns;
    }

    /// <summary>Bits of those that neither TARGETING nor BRAND_SAFETY drops on a page.</summary>
    public ulong[] FittingOn(PageContext page)
    {
        var (targeted, safe) = (new ulong[Words], new ulong[Words]);
        Targets.Match(Terms.SetOf(page), page.Flags, targeted, safe);
        CampaignBits.And(targeted, safe);
        return targeted;
    }

    /// <summary>SLOT, FORMAT or null; of slot −1 always SLOT.</summary>
    public DropReason? FirstDropped(int campaign, int slot) => slot < 0 ? DropReason.Slot : _bySlot[(campaign * Slots.Length) + slot];

    /// <summary>The first target that a campaign and a page share: of channels, keywords, companies, languages; null: it asks for none.</summary>
    /// <param name="campaign">Which fits on the page.</param>
    /// <param name="page">Its names, see <see cref="PageTerms.SetOf"/>.</param>
    public Target? ReasonOf(int campaign, ReadOnlySpan<ulong> page)
    {
        foreach (var (term, target) in _reasons[campaign])
            if (PageTerms.Has(page, term))
                return target;
        return null;
    }

    private (int, Target)[] ReasonsOf(LiveCampaign live) =>
    [
        .. from list in TargetSets.RulesOf(live)
           from name in list.Rule.Any.Concat(list.Rule.All)
           select (Terms.Number(list.Facet, name), new Target(list.Facet, name)),
    ];

    private DropReason? FirstDropped(LiveCampaign campaign, LiveSlot slot)
    {
        if (!campaign.Rules.Slots.Contains(slot.Key))
            return DropReason.Slot;
        var needed = campaign.Rules.Roadblock ? campaign.Rules.Slots : [slot.Key];
        if (!needed.All(key => _slots.TryGetValue(key, out var place) && Slots[place].Positions > 0))
            return DropReason.Slot;
        return needed.All(key => campaign.Creatives.Any(c => c.Fits(Slots[_slots[key]].Format))) ? null : DropReason.Format;
    }

    private IEnumerable<int> Places(Func<int, bool> which) => Enumerable.Range(0, Campaigns.Length).Where(which);

    private sealed record Served(int Day, ulong[] Campaigns);
}
