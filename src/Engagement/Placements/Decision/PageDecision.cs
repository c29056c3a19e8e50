
namespace Engagement.Placements.Decision;

/// <summary>What is chosen for a page.</summary>
/// <param name="Slots">Those that were asked for and are there, in the order asked, each once.</param>
/// <param name="Shares">Whoever is to have a share of such pages; mostly nobody.</param>
internal sealed record PageDecision(IReadOnlyList<SlotPlacements> Slots, IReadOnlyList<ShareOfPage> Shares)
{
    /// <summary>All that is chosen, by slot and position.</summary>
    public IEnumerable<Placement> Placements => Slots.SelectMany(s => s.Positions).OfType<Placement>();
}

/// <summary>A campaign that bought a share of the pages on which it may stand, of which this is one, whoever else could.</summary>
/// <param name="CampaignId">The row's.</param>
/// <param name="Stands">Whether it was chosen for it.</param>
internal readonly record struct ShareOfPage(long CampaignId, bool Stands);

/// <summary>A slot of the page.</summary>
/// <param name="Slot">Which.</param>
/// <param name="Positions">What stands in each position that it offers; null: nothing.</param>
internal sealed record SlotPlacements(LiveSlot Slot, IReadOnlyList<Placement?> Positions)
{
    /// <summary>How many positions nothing was found for.</summary>
    public int Unfilled => Positions.Count(p => p is null);
}

/// <summary>A creative in a position.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Position">From 0.</param>
/// <param name="Campaign">Whose it is.</param>
/// <param name="Creative">What is shown.</param>
/// <param name="Reason">The first of its targets that the page has: channels, keywords, companies, languages; null if it asks for none.</param>
internal sealed record Placement(LiveSlot Slot, int Position, LiveCampaign Campaign, LiveCreative Creative, Target? Reason);
