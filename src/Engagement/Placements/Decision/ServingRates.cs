using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Decision;

/// <summary>How often a campaign is to be served.</summary>
/// <param name="Rate">
/// The probability, 0–1, to be chosen for a position that it may stand in; null: it shares evenly what the others of its tier leave.
/// </param>
/// <param name="Order">Whose rate counts first where rates come to more than 1: lower first.</param>
/// <param name="First">Without a rate: the probability, 0–1, to be chosen before what the others leave is shared.</param>
internal readonly record struct ServingRate(double? Rate, int Order, double First = 0);

/// <summary>How often each campaign of an index is to be served, and whose budget is used up; immutable.</summary>
internal sealed class ServingRates
{
    private static readonly CampaignTier[] Tiers = Enum.GetValues<CampaignTier>();

    /// <summary>By slot and tier.</summary>
    private readonly Candidates[] _candidates;

    /// <summary>By tier.</summary>
    private readonly int[][] _roadblocks;

    private readonly ulong[] _usedUp;

    /// <param name="index">What it is for.</param>
    /// <param name="plan">By campaign; one that the plan does not know has no rate.</param>
    /// <param name="delivered">By campaign; one that is not in it has delivered nothing.</param>
    public ServingRates(PlacementIndex index, IReadOnlyDictionary<long, ServingRate> plan, IReadOnlyDictionary<long, Delivered> delivered)
    {
        (Index, Plan) = (index, plan);
        _usedUp = CampaignBits.Of(
            index.Campaigns.Length, index.Campaigns.Index().Where(c => delivered.GetValueOrDefault(c.Item.Id).UsesUp(c.Item)).Select(c => c.Index));
        var order = Enumerable.Range(0, index.Campaigns.Length).OrderBy(c => plan.GetValueOrDefault(index.Campaigns[c].Id).Order).ToLookup(c => index.Campaigns[c].Tier);
        _roadblocks = Array.ConvertAll(Tiers, tier => order[tier].Where(IsUnratedRoadblock).ToArray());
        _candidates =
        [
            .. from slot in Enumerable.Range(0, index.Slots.Length)
               from tier in Tiers
               select Of([.. order[tier].Where(c => index.FirstDropped(c, slot) is null && RateOf(c) != 0)]),
        ];
    }

    public PlacementIndex Index { get; }

    /// <summary>The plan that it was made of, for the next index or count.</summary>
    public IReadOnlyDictionary<long, ServingRate> Plan { get; }

    /// <summary>Bits of those whose budget is.</summary>
    public ReadOnlySpan<ulong> UsedUp => _usedUp;

    /// <summary>See <see cref="ServingRate.Rate"/>.</summary>
    public double? RateOf(int campaign) => Plan.GetValueOrDefault(Index.Campaigns[campaign].Id).Rate;

    /// <summary>Whom a tier may serve in a slot.</summary>
    public Candidates Candidates(int slot, CampaignTier tier) => _candidates[(slot * Tiers.Length) + (int)tier - 1];

    /// <summary>Roadblocks of a tier that share evenly what the rates leave, as its <see cref="Decision.Candidates"/> without a rate do.</summary>
    public ReadOnlySpan<int> Roadblocks(CampaignTier tier) => _roadblocks[(int)tier - 1];

    private bool IsUnratedRoadblock(int campaign) => CampaignBits.Has(Index.Roadblocks, campaign) && RateOf(campaign) is null;

    private double DrawnOf(int campaign)
    {
        var rate = Plan.GetValueOrDefault(Index.Campaigns[campaign].Id);
        return rate.Rate ?? rate.First;
    }

    private Candidates Of(List<int> campaigns)
    {
        var unrated = campaigns.Where(c => RateOf(c) is null && !IsUnratedRoadblock(c)).ToList();
        int[] rated = [.. campaigns.Where(c => DrawnOf(c) > 0)];
        return new(rated, [.. rated.Select(DrawnOf)], unrated is [] ? null : CampaignBits.Of(Index.Campaigns.Length, unrated));
    }
}
