using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Decision;

/// <summary>Chooses the placements of a page, and explains what is chosen from. The same input gives the same result.</summary>
internal static class PlacementDecision
{
    private static readonly CampaignTier[] Tiers = Enum.GetValues<CampaignTier>();

    /// <param name="rates">What there is to choose from.</param>
    /// <param name="page">Where.</param>
    /// <param name="slotKeys">Answered in this order, each once; unknown ones are left out.</param>
    /// <param name="day">Of the site.</param>
    /// <param name="seed">All chance comes from it.</param>
    public static PageDecision Decide(ServingRates rates, PageContext page, IReadOnlyList<string> slotKeys, DateOnly day, ulong seed)
    {
        using var filter = new PageFilter(rates, page, day);
        var fill = new PageFill(rates, filter, slotKeys, seed);
        foreach (var tier in Tiers)
            fill.Fill(tier);
        return fill.ToDecision();
    }

    /// <summary>Every campaign of a slot of an empty page, by id.</summary>
    public static IReadOnlyList<ExplainedCampaign> Explain(ServingRates rates, PageContext page, string slotKey, DateOnly day)
    {
        using var filter = new PageFilter(rates, page, day);
        var slot = rates.Index.SlotOf(slotKey);
        var explained = new ExplainedCampaign[rates.Index.Campaigns.Length];
        for (var c = 0; c < explained.Length; c++)
        {
            var campaign = rates.Index.Campaigns[c];
            DropReason? dropped = !campaign.IsServed ? DropReason.NotLive
                : !campaign.IsWithinDates(day) ? DropReason.Dates
                : rates.Index.FirstDropped(c, slot) ?? filter.FirstDropped(c) ?? (CampaignBits.Has(rates.UsedUp, c) ? DropReason.Budget : null);
            explained[c] = new(campaign, dropped, rates.RateOf(c));
        }
        return explained;
    }
}

/// <summary>What becomes of a campaign in a slot.</summary>
/// <param name="Campaign">Which.</param>
/// <param name="Dropped">The first filter that drops it, or null: it may be chosen.</param>
/// <param name="Rate">See <see cref="ServingRate.Rate"/>.</param>
internal sealed record ExplainedCampaign(LiveCampaign Campaign, DropReason? Dropped, double? Rate);
