using Engagement.Graph;
using Engagement.Placements.Serving;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Reports;

/// <summary>What became of a share of pages. It is drawn page by page, so that it is met within what chance does to so many draws.</summary>
/// <param name="Pages">
/// Answers of `placements` to readers while it was served, with one of its slots (a roadblock: all of them) beside an article that it
/// fits, whoever else did; what is known to be a crawler or own staff is not counted. Counted a few seconds later, and those of its
/// last seconds are lost with a server that is killed.
/// </param>
/// <param name="Stood">Those of them in which it was.</param>
/// <param name="Shortfall">How many more it should have been in, by the percent that is booked now; 0: none.</param>
internal sealed record ShareOfVoice(int Pages, int Stood, int Shortfall)
{
    public static ShareOfVoice Of(int percent, ShareSum? sum)
    {
        var (pages, stood) = (sum?.Pages ?? 0, sum?.Stood ?? 0);
        return new(GraphInt.Of(pages), GraphInt.Of(stood), GraphInt.Of(Math.Max(0, (pages * percent / 100) - stood)));
    }
}

/// <summary>Days of one campaign that bought a share, added up.</summary>
/// <param name="CampaignId">The row's.</param>
/// <param name="Pages">See <see cref="ShareOfVoice.Pages"/>.</param>
/// <param name="Stood">See <see cref="ShareOfVoice.Stood"/>.</param>
internal sealed record ShareSum(long CampaignId, long Pages, long Stood)
{
    public static Task<Dictionary<long, ShareSum>> ReadAsync(IQueryable<ShareOfVoiceDay> days, CancellationToken cancel) => days
        .GroupBy(d => d.CampaignId).Select(g => new ShareSum(g.Key, g.Sum(d => d.Pages), g.Sum(d => d.Stood))).ToDictionaryAsync(s => s.CampaignId, cancel);
}
