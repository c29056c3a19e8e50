using Engagement.Data;
using Engagement.Graph;
using Engagement.Live;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>What became of a campaign.</summary>
/// <param name="Campaign">As the transaction left it; null if refused.</param>
/// <param name="Errors">Why it was refused.</param>
internal sealed record CampaignOutcome(Campaign? Campaign, IReadOnlyList<IUserError> Errors)
{
    public static CampaignOutcome Of(Campaign campaign) => new(campaign, []);

    public static CampaignOutcome Refused(params IReadOnlyList<IUserError> errors) => new(null, errors);
}

/// <summary>One transaction with a campaign while it runs.</summary>
/// <param name="Transaction">Holds the campaign's lock.</param>
/// <param name="Campaign">Tracked.</param>
/// <param name="ActorId">The caller's reader; null: the clock.</param>
internal sealed record CampaignWrite(WriteTransaction Transaction, Campaign Campaign, long? ActorId)
{
    public EngagementDbContext Db => Transaction.Db;

    /// <summary>UTC.</summary>
    public DateTime Now => Transaction.Now;

    /// <summary>Creatives that are not retired, by id.</summary>
    public Task<List<Creative>> CreativesAsync(CancellationToken cancel) =>
        Db.Set<Creative>().Where(c => c.CampaignId == Campaign.Id && c.RetiredAt == null).OrderBy(c => c.Id).ToListAsync(cancel);

    /// <summary>Writes down what is done; a transaction has one step.</summary>
    /// <param name="action">What.</param>
    /// <param name="from">The state before; null of a new one.</param>
    /// <param name="creativeId">About which creative.</param>
    /// <param name="note">For those who work with it.</param>
    /// <param name="cancel">Ends the look for the step before.</param>
    public async Task StepAsync(CampaignAction action, CampaignState? from, long? creativeId, string? note, CancellationToken cancel)
    {
        var last = await Db.Set<CampaignStep>().Where(s => s.CampaignId == Campaign.Id).MaxAsync(s => (int?)s.Number, cancel) ?? 0;
        Db.Add(new CampaignStep
        {
            CampaignId = Campaign.Id, Number = last + 1, Action = action, ActorId = ActorId, FromState = from, ToState = Campaign.State,
            CreativeId = creativeId, Note = string.IsNullOrWhiteSpace(note) ? null : note, CreatedAt = Now,
        });
    }
}

/// <summary>Every change of a campaign but for what is billed: locks its row, does the work, and marks it for the replicas.</summary>
internal sealed class CampaignWrites(WriteTransactions transactions, CampaignChanges changes)
{
    /// <summary>The table whose rows are the locks.</summary>
    public const string Table = "Campaigns";

    public static NotFound NoCampaign { get; } = new("No campaign has this id.", ["campaignId"]);

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

/// <summary>That campaigns, slots or advertisers changed: this process's index does not wait for its next look.</summary>
internal sealed class CampaignChanges : Signal;
