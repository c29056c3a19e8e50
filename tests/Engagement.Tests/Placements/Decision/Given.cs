using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Engagement.Placements.Slots;

namespace Engagement.Tests.Placements.Decision;

/// <summary>The plainest slot, campaign and page, for a test to vary.</summary>
internal static class Given
{
    public const string Slot = "INLINE_TEXT";

    public static readonly DateOnly Today = new(2026, 11, 2);

    public static readonly PageContext Page = new() { ArticleId = 1, Channels = ["payments"], Keywords = ["kw"], Companies = ["acme"], Language = "en-gb" };

    public static LiveSlot LineSlot(string key = Slot, int positions = 1) => new(key[0] + key.Length, key, PlacementFormat.Line, positions);

    public static LiveCampaign Campaign(long id, CampaignTier tier = CampaignTier.Standard, long total = 1_000, params string[] slots) => new(
        id, 1, tier, CampaignGoal.ViewableImpressions, total, null, CampaignState.Live, Today.AddDays(-10), Today.AddDays(10),
        new() { Slots = slots is [] ? [Slot] : slots }, [new(id * 10, HasText: true, HasImage: true)]);

    public static TermRule Any(params string[] names) => TermRule.Everything with { Any = names };

    public static TermRule All(params string[] names) => TermRule.Everything with { All = names };

    public static TermRule None(params string[] names) => TermRule.Everything with { None = names };

    /// <summary>Rates by the order of the campaigns; null: no rate.</summary>
    public static ServingRates Rates(IEnumerable<LiveSlot> slots, params (LiveCampaign Campaign, double? Rate)[] campaigns) => new(
        new(slots, campaigns.Select(c => c.Campaign)),
        campaigns.Index().ToDictionary(c => c.Item.Campaign.Id, c => new ServingRate(c.Item.Rate, c.Index)),
        new Dictionary<long, Delivered>());

    /// <summary>Ids of the campaigns on the page, by slot and position; 0: unfilled.</summary>
    public static List<long> Ids(this PageDecision decision) => [.. decision.Slots.SelectMany(s => s.Positions).Select(p => p?.Campaign.Id ?? 0)];
}
