using Engagement.Data;
using Engagement.Live;
using Engagement.Placements.Decision;
using Engagement.Placements.Serving;
using Microsoft.Extensions.Logging;

namespace Engagement.Placements.Forecasts;

/// <summary>
/// Plans the serving rates anew from time to time, and when campaigns changed or a day began: each process for itself, from the same
/// counts. While it cannot, the plan before is served on. It rests for as long as it planned: whoever changes campaigns all the time
/// keeps no core busy.
/// </summary>
internal sealed partial class ServingPlanner(
    CurrentServing serving, CurrentForecast forecast, CurrentPlan plans, PlacementOptions options, SiteDays days, TimeProvider time, ILogger<ServingPlanner> log)
    : RepeatedWork(options.PlanInterval, time, plans)
{
    /// <summary>Plans once.</summary>
    public async Task PlanAsync(CancellationToken cancel)
    {
        var state = await serving.RefreshAsync(cancel); // what outdated the plan is in it
        var today = days.Of(Time.GetUtcNow().UtcDateTime);
        var campaigns = state.Rates.Index.Campaigns.Where(c => c.IsServed).ToList();
        var until = campaigns.Count == 0 ? today : campaigns.Max(c => c.EndsOn);
        plans.Set(campaigns.Count == 0
            ? new Dictionary<long, ServingRate>()
            : ServingPlan.Compute(state.Rates.Index, state.Delivered, await forecast.ExpectAsync(state.Rates.Index, until, null, cancel), today, cancel));
        await serving.RefreshAsync(cancel);
    }

    protected override async Task RunOnceAsync(CancellationToken cancel)
    {
        var began = Time.GetTimestamp();
        await PlanAsync(cancel);
        await Task.Delay(Time.GetElapsedTime(began), Time, cancel);
    }

    protected override void Failed(Exception fault) => LogFailed(fault);

    [LoggerMessage(247, LogLevel.Error, "Serving rates could not be planned; those planned before hold")]
    private partial void LogFailed(Exception fault);
}
