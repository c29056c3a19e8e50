using System.ComponentModel;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Forecasts;

/// <summary>What somebody thinks of booking.</summary>
internal sealed record ForecastInput
{
    /// <summary>Keys of slots, 1–20, none twice.</summary>
    public required IReadOnlyList<string> Slots { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>The last day; not before the first.</summary>
    public required DateOnly EndsOn { get; init; }

    /// <summary>Who is served before it.</summary>
    [DefaultValue(CampaignTier.Guaranteed)]
    public CampaignTier Tier { get; init; } = CampaignTier.Guaranteed;

    /// <summary>Beside which articles; left out: all.</summary>
    public TargetsInput? Targets { get; init; }

    /// <summary>Beside which articles not; left out: none that are flagged as sensitive.</summary>
    public SafetyInput? Safety { get; init; }

    /// <summary>As a campaign's.</summary>
    public string? Category { get; init; }
}

/// <summary>What there is to be booked, in viewable impressions.</summary>
/// <param name="Eligible">Of all that fits, on its days.</param>
/// <param name="Booked">What campaigns before it are expected to take of that.</param>
/// <param name="Available">What is left if others are spread evenly: where they have room elsewhere, a campaign of more may find it too.</param>
/// <param name="Contenders">Campaigns that want some of the same, at most 100; where no traffic is known, those of the same slots and days.</param>
internal sealed record PlacementForecast(int Eligible, int Booked, int Available, IReadOnlyList<Contender> Contenders);

/// <summary>A campaign that wants some of the same.</summary>
/// <param name="Tier">Who is served before it.</param>
/// <param name="Goal">What it is to reach.</param>
/// <param name="StartsOn">Its first day.</param>
/// <param name="EndsOn">Its last day.</param>
/// <param name="Campaign">Which; null if it is another advertiser's.</param>
internal sealed record Contender(CampaignTier Tier, CampaignGoal Goal, DateOnly StartsOn, DateOnly EndsOn, CampaignView? Campaign);

internal sealed class ForecastQueries(PlacementForecasts forecasts, CampaignSight sight, IDbContextFactory<EngagementDbContext> contexts, SiteDays days, TimeProvider time)
{
    private const int MostContenders = 100;

    /// <summary>
    /// What the last 28 days let expect of the days to come, less what is booked. Any creative is taken to fit. Errors: INVALID_FORECAST
    /// for what no campaign could be.
    /// </summary>
    /// <param name="input">What somebody thinks of booking.</param>
    public async Task<PlacementForecast> ForecastPlacement(ForecastInput input, CancellationToken cancel)
    {
        var check = new InputCheck("input");
        CampaignCheck.CheckDays(input.StartsOn, input.EndsOn, check, time.GetUtcNow().UtcDateTime);
        CampaignCheck.CheckNotOver(input.StartsOn, input.EndsOn, check, days.Of(time.GetUtcNow().UtcDateTime));
        var rules = RuleCheck.Run(input.Slots, input.Targets, input.Safety, input.Category, roadblock: false, check);
        await using (var db = await contexts.CreateDbContextAsync(cancel))
            await RuleCheck.AreKnownAsync(db, rules, check, cancel);
        if (check.Errors is [var error, ..])
            throw new ExecutionError(error.Message) { Code = "INVALID_FORECAST" };
        var (supply, contenders) = await forecasts.ForecastAsync(
            new(0, 0, input.Tier, CampaignGoal.ViewableImpressions, 1, null, CampaignState.Approved, input.StartsOn, input.EndsOn, rules, [new LiveCreative(0, HasText: true, HasImage: true)]), cancel);
        return new(Fit(supply.Eligible), Fit(supply.Eligible - supply.Left), Fit(supply.Left), await ShowAsync(contenders, cancel));
    }

    private async Task<IReadOnlyList<Contender>> ShowAsync(IEnumerable<LiveCampaign> contenders, CancellationToken cancel)
    {
        var shown = contenders.Take(MostContenders).ToList();
        var ids = shown.ConvertAll(c => c.Id);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var advertisers = sight.Of(db.Set<Advertiser>());
        var own = await db.Set<Campaign>().AsNoTracking().Where(c => ids.Contains(c.Id) && advertisers.Any(a => a.Id == c.AdvertiserId)).ToDictionaryAsync(c => c.Id, cancel);
        return [.. shown.Select(c => new Contender(c.Tier, c.Goal, c.StartsOn, c.EndsOn, own.TryGetValue(c.Id, out var row) ? CampaignView.From(row) : null))];
    }

    private static int Fit(double count) => GraphInt.Of((long)Math.Floor(Math.Max(0, count)));
}
