namespace Engagement.Placements.Decision;

/// <summary>
/// All slots and campaigns of a site, compiled for decisions; immutable. Slots and campaigns are known by their place in
/// <see cref="Slots"/> and <see cref="Campaigns"/>.
/// </summary>
internal sealed class PlacementIndex
{
    private readonly Dictionary<string, int> _slots;
    private readonly DropReason?[] _bySlot;
    private readonly ILookup<int, int> _ofCategory;

    /// <param name="slots">Their order is that in which a plan thinks of them on a page.</param>
    /// <param name="campaigns">Of any state.</param>
    public PlacementIndex(IEnumerable<LiveSlot> slots, IEnumerable<LiveCampaign> campaigns)
    {
        Slots = [.. slots];
        Campaigns = [.. campaigns.OrderBy(c => c.Id)];
        _slots = Slots.Index().ToDictionary(s => s.Item.Key, s => s.Index, StringComparer.Ordinal);
        var terms = new List<int>();
        Compiled = [.. Campaigns.Select(c => new CompiledCampaign(c, Terms, terms))];
        CampaignTerms = [.. terms];
        _ofCategory = Enumerable.Range(0, Campaigns.Length).ToLookup(c => Compiled[c].Category);
        _bySlot = [.. Campaigns.SelectMany(c => Slots.Select(s => FirstDropped(c, s)))];
    }

    public LiveSlot[] Slots { get; }

    /// <summary>By id.</summary>
    public LiveCampaign[] Campaigns { get; }

    /// <summary>By campaign.</summary>
    public CompiledCampaign[] Compiled { get; }

    /// <summary>The list that they share.</summary>
    public int[] CampaignTerms { get; }

    public PageTerms Terms { get; } = new();

    /// <summary>The slot of a key, or −1.</summary>
    public int SlotOf(string key) => _slots.GetValueOrDefault(key, -1);

    /// <summary>Those who compete with a campaign; of one without a category, nobody.</summary>
    public IEnumerable<int> CompetitorsOf(int campaign) => Compiled[campaign].Category is >= 0 and var category ? _ofCategory[category] : [];

    /// <summary>TARGETING, BRAND_SAFETY or null.</summary>
    public DropReason? FirstDropped(int campaign, ReadOnlySpan<ulong> page, PageFlags flags) => Compiled[campaign].FirstDroppedBy(page, flags, CampaignTerms);

    /// <summary>SLOT, FORMAT or null; of slot −1 always SLOT.</summary>
    public DropReason? FirstDropped(int campaign, int slot) => slot < 0 ? DropReason.Slot : _bySlot[(campaign * Slots.Length) + slot];

    private DropReason? FirstDropped(LiveCampaign campaign, LiveSlot slot)
    {
        if (!campaign.Rules.Slots.Contains(slot.Key))
            return DropReason.Slot;
        var needed = campaign.Rules.Roadblock ? campaign.Rules.Slots : [slot.Key];
        if (!needed.All(_slots.ContainsKey))
            return DropReason.Slot;
        return needed.All(key => campaign.Creatives.Any(c => c.Fits(Slots[_slots[key]].Format))) ? null : DropReason.Format;
    }
}
