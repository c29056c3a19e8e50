using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Engagement.Placements.Serving;

namespace Engagement.Placements.Forecasts;

/// <summary>What a campaign could get on its days.</summary>
/// <param name="Supply">For it.</param>
/// <param name="Contenders">Others that want some of the same; looked for when they are asked for.</param>
internal sealed record CampaignForecast(Availability Supply, IEnumerable<LiveCampaign> Contenders);

/// <summary>Forecasts one campaign beside those that are booked. What somebody only thinks of waits for its turn, so that the other cores are left to readers.</summary>
internal sealed class PlacementForecasts(CurrentServing serving, CurrentForecast forecast, SiteDays days, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Viewable impressions: less is what adding up leaves over.</summary>
    private const double Least = 0.5;

    /// <param name="wanted">As it is to be; in place of the one with its id, if there is one.</param>
    /// <param name="cancel">Ends the reads.</param>
    public async Task<CampaignForecast> ForecastAsync(LiveCampaign wanted, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return await ForecastAsync(await serving.RefreshAsync(cancel), wanted, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What speaks against a campaign, as it is now: that its goal cannot be met.</summary>
    /// <param name="campaignId">The row's.</param>
    /// <param name="cancel">Ends the reads.</param>
    public async Task<IReadOnlyList<string>> WarnAsync(long campaignId, CancellationToken cancel)
    {
        var state = await serving.RefreshAsync(cancel);
        if (Array.Find(state.Rates.Index.Campaigns, c => c.Id == campaignId) is not { } campaign)
            return [];
        if (campaign.Creatives.Count == 0)
            return ["It has no creative, and is not shown."];
        var supply = (await ForecastAsync(state, campaign, cancel)).Supply;
        var days = campaign.Total - state.Delivered.GetValueOrDefault(campaign.Id).Billed;
        return campaign.Goal == CampaignGoal.Days && supply.Days < days
                ? [$"It can be seen on about {supply.Days} days until {campaign.EndsOn:O}; its goal takes {days}."]
            : supply.Wanted is { } wanted && supply.Left < wanted - Least
                ? [$"About {Math.Floor(supply.Left):0} viewable impressions are left for it until {campaign.EndsOn:O}; its goal takes about {Math.Ceiling(wanted):0}."]
            : [];
    }

    public void Dispose() => _turn.Dispose();

    private async Task<CampaignForecast> ForecastAsync(ServingState state, LiveCampaign wanted, CancellationToken cancel)
    {
        var today = days.Of(time.GetUtcNow().UtcDateTime);
        if (wanted.EndsOn < today)
            return new(default, []);
        var others = state.Rates.Index.Campaigns.Where(c => c.Id != wanted.Id && c.State != CampaignState.InReview).ToList();
        var index = new PlacementIndex(state.Rates.Index.Slots, others.Append(wanted));
        var until = others.Where(c => c.IsServed && c.StartsOn <= wanted.EndsOn).Select(c => c.EndsOn).Append(wanted.EndsOn).Max(); // they have days of their own for what they want
        var cells = await forecast.ExpectAsync(index, until, cancel);
        return new(ServingPlan.LeftFor(index, state.Delivered, cells, today, wanted.Id, cancel), Contenders(index, wanted, cells));
    }

    private static IEnumerable<LiveCampaign> Contenders(PlacementIndex index, LiveCampaign wanted, IReadOnlyList<SupplyCell> cells)
    {
        var own = Array.FindIndex(index.Campaigns, c => c.Id == wanted.Id);
        var slots = index.Slots.Index().ToDictionary(s => s.Item.Id, s => s.Index);
        var places = cells.Where(c => wanted.StartsOn <= c.Day && c.Day <= wanted.EndsOn && slots.ContainsKey(c.SlotId)).GroupBy(c => c.Page.ArticleId)
            .Select(page => (Fitting: index.FittingOn(page.First().Page), Slots: page.Select(c => slots[c.SlotId]).Distinct().Where(s => index.FirstDropped(own, s) is null).ToList()))
            .Where(place => CampaignBits.Has(place.Fitting, own)).ToList();
        foreach (var (i, other) in index.Campaigns.Index())
            if (i != own && other.StartsOn <= wanted.EndsOn && wanted.StartsOn <= other.EndsOn && places.Exists(p => CampaignBits.Has(p.Fitting, i) && p.Slots.Exists(s => index.FirstDropped(i, s) is null)))
                yield return other;
    }
}
