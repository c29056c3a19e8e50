using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

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
    /// <param name="changes">Of terms.</param>
    /// <param name="cancel">Ends the look for the step before.</param>
    public async Task StepAsync(CampaignAction action, CampaignState? from, long? creativeId, string? note, IReadOnlyList<TermChange> changes, CancellationToken cancel)
    {
        var last = await Db.Set<CampaignStep>().Where(s => s.CampaignId == Campaign.Id).MaxAsync(s => (int?)s.Number, cancel) ?? 0;
        Db.Add(CampaignStep.New(last, Campaign, action, ActorId, from, changes, Now, creativeId, note));
    }
}
