using System.Globalization;
using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Engagement.Placements.Serving;

namespace Engagement.Placements.Forecasts;

/// <summary>What a campaign could get on its days.</summary>
/// <param name="Supply">For it.</param>
/// <param name="Contenders">Others that want some of the same; looked for when they are asked for.</param>
internal sealed record CampaignForecast(Availability Supply, IEnumerable<LiveCampaign> Contenders);

/// <summary>Forecasts one campaign beside those that are booked, one at a time, so that the other cores are left to readers.</summary>
internal sealed class PlacementForecasts(CurrentServing serving, CurrentForecast forecast, SiteDays days, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    private DateOnly Today => days.Of(time.GetUtcNow().UtcDateTime);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

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

    /// <summary>What speaks against campaigns, as they are now: that their goals cannot be met. Of none if their turn does not come soon.</summary>
    /// <param name="campaigns">Ids.</param>
    /// <param name="cancel">Ends the reads.</param>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<string>>> WarnAsync(IReadOnlyList<long> campaigns, CancellationToken cancel)
    {
        var warnings = new Dictionary<long, IReadOnlyList<string>>();
        if (!await _turn.WaitAsync(Patience, cancel)) // it may be part of a mutation's answer
            return warnings;
        try
        {
            var state = await serving.RefreshAsync(cancel);
            foreach (var id in campaigns)
                warnings[id] = state.Rates.Index.PlaceOf(id) is >= 0 and var place ? await WarnAsync(state, state.Rates.Index.Campaigns[place], cancel) : [];
            return warnings;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<IReadOnlyList<string>> WarnAsync(ServingState state, LiveCampaign campaign, CancellationToken cancel)
    {
        if (campaign.EndsOn < Today)
            return [$"Its last day, {campaign.EndsOn:O}, has passed: who approves it ends it{(campaign.Goal == CampaignGoal.ShareOfVoice ? "" : $", {Math.Max(0, Left(state, campaign))} short of its goal")}."];
        if (campaign.Creatives.Count == 0)
            return ["It has no creative, and is not shown."];
        var supply = (await ForecastAsync(state, campaign, cancel)).Supply;
        return campaign.Goal switch
        {
            CampaignGoal.Days => WarnOfDays(campaign, supply, Left(state, campaign)),
            CampaignGoal.ShareOfVoice => WarnOfShare(state, campaign, supply),
            _ => WarnOfUnits(campaign, supply, Left(state, campaign), FirstDay(campaign)),
        };
    }

    private static long Left(ServingState state, LiveCampaign campaign) => campaign.Total - state.Delivered.GetValueOrDefault(campaign.Id).Billed;

    private DateOnly FirstDay(LiveCampaign campaign) => Today is var today && today > campaign.StartsOn ? today : campaign.StartsOn;

    private static IReadOnlyList<string> WarnOfDays(LiveCampaign campaign, Availability supply, long left) => supply.Days < left
        ? [$"It can be seen on about {supply.Days} days until {campaign.EndsOn:O}; its goal takes {left}."]
        : [];

    private static IReadOnlyList<string> WarnOfShare(ServingState state, LiveCampaign campaign, Availability supply)
    {
        if (supply.Eligible == 0)
            return SharesBeside(state, campaign) is var booked && booked + campaign.Total > 100
                ? [$"Shares of {booked} % are booked beside it in one of its slots, and no traffic is known there yet."]
                : ["No traffic is known yet where it may stand."];
        return Math.Round(campaign.Total * supply.Left / (supply.Wanted ?? 1), 1) is var percent && percent < campaign.Total
            ? [string.Create(CultureInfo.InvariantCulture, $"About {percent:0.#} % of the pages are left for it; it bought {campaign.Total} %.")]
            : [];
    }

    private static IReadOnlyList<string> WarnOfUnits(LiveCampaign campaign, Availability supply, long left, DateOnly firstDay)
    {
        if (campaign.Daily is { } daily && (campaign.EndsOn.DayNumber - firstDay.DayNumber + 1) * (long)daily is var most && most < left)
            return [$"Its daily budget lets it have {most} until {campaign.EndsOn:O}; its goal takes {left}."];
        return supply.Left < Demand.NeededOf(campaign, supply.Wanted ?? 0) - Least
            ? [$"About {Math.Floor(supply.Left):0} viewable impressions are left for it until {campaign.EndsOn:O}; its goal takes about {Math.Ceiling(supply.Wanted ?? 0):0}."]
            : [];
    }

    /// <summary>The most percent that others have of one of its slots on one of its days, whatever their targets.</summary>
    private static long SharesBeside(ServingState state, LiveCampaign campaign)
    {
        var others = state.Rates.Index.Campaigns
            .Where(c => c.Id != campaign.Id && c.IsServed && c.Goal == CampaignGoal.ShareOfVoice && c.Tier <= campaign.Tier).ToList();
        var sums =
            from slot in campaign.Rules.Slots
            from day in others.Select(c => c.StartsOn).Append(campaign.StartsOn).Where(campaign.IsWithinDates) // no sum grows but on the first day of one
            select others.Where(c => c.IsWithinDates(day) && c.Rules.Slots.Contains(slot)).Sum(c => c.Total);
        return sums.Max();
    }

    private async Task<CampaignForecast> ForecastAsync(ServingState state, LiveCampaign wanted, CancellationToken cancel)
    {
        var today = Today;
        if (wanted.EndsOn < today)
            return new(default, []);
        var others = state.Rates.Index.Campaigns.Where(c => c.Id != wanted.Id && c.State != CampaignState.InReview).ToList();
        var index = new PlacementIndex(state.Rates.Index.Slots, others.Append(wanted));
        var until = others.Where(c => c.IsServed && c.StartsOn <= wanted.EndsOn).Select(c => c.EndsOn).Append(wanted.EndsOn).Max(); // they have days of their own for what they want
        var own = index.PlaceOf(wanted.Id);
        var cells = await forecast.ExpectAsync(index, until, own, cancel);
        return new(ServingPlan.AvailabilityOf(own, index, state.Delivered, cells, today, cancel), Contenders(index, own, cells, state.Delivered));
    }

    private static IEnumerable<LiveCampaign> Contenders(PlacementIndex index, int own, IReadOnlyList<SupplyCell> cells, IReadOnlyDictionary<long, Delivered> delivered)
    {
        var wanted = index.Campaigns[own];
        var slots = index.Slots.Index().ToDictionary(s => s.Item.Id, s => s.Index);
        var places = cells.Where(c => c.DaysWithin(wanted.StartsOn, wanted.EndsOn) > 0 && slots.ContainsKey(c.SlotId)).GroupBy(c => c.Page.ArticleId)
            .Select(page => (Fitting: index.FittingOn(page.First().Page), Slots: page.Select(c => slots[c.SlotId]).Distinct().Where(s => index.FirstDropped(own, s) is null).ToList()))
            .Where(place => CampaignBits.Has(place.Fitting, own)).ToList();
        foreach (var (i, other) in index.Campaigns.Index())
            if (i != own && !delivered.GetValueOrDefault(other.Id).IsComplete(other) && other.StartsOn <= wanted.EndsOn && wanted.StartsOn <= other.EndsOn && MeetsIt(i))
                yield return other;

        // Where no traffic is known, nobody knows which pages they will meet on.
        bool MeetsIt(int other) => places.Count == 0
            ? slots.Values.Any(s => index.FirstDropped(own, s) is null && index.FirstDropped(other, s) is null)
            : places.Exists(p => CampaignBits.Has(p.Fitting, other) && p.Slots.Exists(s => index.FirstDropped(other, s) is null));
    }
}
