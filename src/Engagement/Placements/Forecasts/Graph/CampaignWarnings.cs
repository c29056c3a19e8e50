using Engagement.Data;
using Engagement.Graph;
using Engagement.Graph.Limits;
using Engagement.Placements.Campaigns;
using GraphQL;
using GraphQL.DataLoader;
using Microsoft.Extensions.Logging;

namespace Engagement.Placements.Forecasts;

/// <summary>What managers are told of a campaign before it is approved, and after.</summary>
internal sealed partial class CampaignWarnings
{
    /// <summary>Campaigns of one request: each takes a forecast.</summary>
    private const int Most = 10;

    private readonly PlacementForecasts _forecasts;
    private readonly SqlDialect _dialect;
    private readonly ILogger<CampaignWarnings> _log;
    private readonly BatchLoader<long, IReadOnlyList<string>> _warnings;

    public CampaignWarnings(PlacementForecasts forecasts, SqlDialect dialect, ILogger<CampaignWarnings> log)
    {
        (_forecasts, _dialect, _log) = (forecasts, dialect, log);
        _warnings = new(WarnAsync);
    }

    /// <summary>
    /// What speaks against it as it is now, and does not hold it up, in English: a goal that cannot be met, or that it has no creative.
    /// Empty unless it is IN_REVIEW, APPROVED or LIVE. Null: there is no forecast for now, or too many wait for one. Errors: TOO_MANY for
    /// more than 10 campaigns at once.
    /// </summary>
    [ListSize(1)]
    public IDataLoaderResult<IReadOnlyList<string>?> Warnings([Parent] CampaignView campaign) =>
        campaign.State is CampaignState.InReview or CampaignState.Approved or CampaignState.Live
            ? _warnings.Load(campaign.Row.Id)
            : LoaderResults.Of<IReadOnlyList<string>?>([]);

    private async Task<IReadOnlyDictionary<long, IReadOnlyList<string>>> WarnAsync(IReadOnlyList<long> campaigns, CancellationToken cancel)
    {
        if (campaigns.Count > Most)
            throw new ExecutionError($"`warnings` are of at most {Most} campaigns at once, not {campaigns.Count}.") { Code = "TOO_MANY" };
        try
        {
            return await _forecasts.WarnAsync(campaigns, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested) // the rest of the answer does not depend on it
        {
            if (_dialect.IsTransient(e))
                LogAway(e.GetBaseException().GetType().Name);
            else
                LogUnforecast(e);
            return new Dictionary<long, IReadOnlyList<string>>();
        }
    }

    [LoggerMessage(249, LogLevel.Warning, "Campaigns could not be forecast ({Fault}); nobody is warned")]
    private partial void LogAway(string fault);

    [LoggerMessage(250, LogLevel.Error, "Campaigns could not be forecast; nobody is warned")]
    private partial void LogUnforecast(Exception fault);
}
