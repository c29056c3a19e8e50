using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>Every change of a campaign but for what is billed: locks its row, does the work, and marks it for the replicas.</summary>
internal sealed class CampaignWrites(WriteTransactions transactions, CampaignChanges changes)
{
    /// <summary>The table whose rows are the locks.</summary>
    public const string Table = "Campaigns";

    public static NotFound NoCampaign { get; } = new("No campaign has this id.", ["campaignId"]);

    /// <param name="field">Of the input: what names the campaign.</param>
    public static NotAllowed Finished(string field) => new("A finished campaign is not changed any more.", [field]);

    /// <param name="campaignId">The row's.</param>
    /// <param name="actorId">Who changes it; null: the clock.</param>
    /// <param name="mayChange">Whether the caller sees campaigns of an advertiser.</param>
    /// <param name="work">Changes it, or refuses.</param>
    /// <param name="cancel">Ends the work; nothing ends a commit.</param>
    public async Task<CampaignOutcome> RunAsync(
        long campaignId, long? actorId, Func<Advertiser, bool> mayChange, Func<CampaignWrite, CancellationToken, Task<CampaignOutcome>> work, CancellationToken cancel)
    {
        var outcome = await transactions.RunAsync(async (write, cancelWork) =>
        {
            await write.LockAsync(Table, [campaignId], shared: false, cancelWork);
            if (await write.Db.FindAsync<Campaign>([campaignId], cancelWork) is not { } campaign
                || !mayChange(await write.Db.Set<Advertiser>().AsNoTracking().SingleAsync(a => a.Id == campaign.AdvertiserId, cancelWork)))
                return CampaignOutcome.Refused(NoCampaign);
            var done = await work(new CampaignWrite(write, campaign, actorId), cancelWork);
            if (write.Db.ChangeTracker.HasChanges())
                campaign.ChangedAt = await DatabaseClock.NowAsync(write.Db, write.Dialect, cancelWork);
            return done;
        }, cancel);
        if (outcome.Campaign is not null)
            changes.Raise();
        return outcome;
    }

    /// <summary>The same of a new one, which nobody can have locked.</summary>
    public async Task<CampaignOutcome> AddAsync(Func<WriteTransaction, CancellationToken, Task<CampaignOutcome>> work, CancellationToken cancel)
    {
        var outcome = await transactions.RunAsync(work, cancel);
        changes.Raise();
        return outcome;
    }
}
