using Engagement.Data;
using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Events;

/// <summary>
/// Counts a batch in one transaction: locks its campaigns, reads all facts set-wise, decides each draft in memory. A token counts
/// once of each kind; of the events that a campaign is billed by as many are billed, in order, as its budgets still have.
/// </summary>
internal sealed class EventBatch(WriteTransactions transactions, SiteDays days)
{
    /// <returns>In the order of the drafts: whether it counted now.</returns>
    public Task<IReadOnlyList<bool>> WriteAsync(IReadOnlyList<EventDraft> drafts, CancellationToken cancel) =>
        transactions.RunAsync((write, cancelWork) => WriteAsync(write, drafts, cancelWork), cancel);

    private async Task<IReadOnlyList<bool>> WriteAsync(WriteTransaction write, IReadOnlyList<EventDraft> drafts, CancellationToken cancel)
    {
        var ids = drafts.Select(d => d.Token.CampaignId).Distinct().ToList();
        await write.LockAsync(CampaignWrites.Table, ids, shared: false, cancel);
        var rows = await EventRows.ReadAsync(write, days, drafts, cancel);
        bool[] counted = [.. drafts.Select(draft => Count(write, rows, draft))];
        if (write.Db.ChangeTracker.HasChanges())
            await rows.StampAsync(write, cancel);
        return counted;
    }

    private static bool Count(WriteTransaction write, EventRows rows, EventDraft draft)
    {
        if (rows.Find(draft.Token.CampaignId) is not { } campaign)
            return false; // none that this database knows: a copy of it was restored
        if (draft.Invalid is { } reason)
        {
            if (!rows.TryAdd(write, draft, draft.Kind, EventOutcome.None))
                return false;
            rows.Invalid(draft, reason).Count++;
            return true;
        }
        var isNew = false;
        for (var kind = EventKind.Impression; kind <= draft.Kind; kind++) // what it implies comes first
            isNew = CountValid(write, rows, campaign, draft, kind);
        return isNew;
    }

    private static bool CountValid(WriteTransaction write, EventRows rows, Campaign campaign, EventDraft draft, EventKind kind)
    {
        if (rows.Has(draft, kind))
            return false;
        var (ofDay, ofCampaign) = (rows.Day(draft), rows.CampaignDay(draft));
        var outcome = OutcomeOf(campaign, ofCampaign, kind);
        rows.TryAdd(write, draft, kind, outcome);
        switch (kind)
        {
            case EventKind.Impression:
                ofDay.Impressions++;
                if (draft.IsMeasured)
                    ofDay.Measurable++;
                break;
            case EventKind.Viewable:
                ofDay.Viewables++;
                campaign.CountViewable();
                break;
            default: ofDay.Clicks++; break;
        }
        if (outcome == EventOutcome.Billed)
        {
            (ofDay.Billed, ofCampaign.Billed) = (ofDay.Billed + 1, ofCampaign.Billed + 1);
            campaign.CountBilled();
        }
        else if (outcome == EventOutcome.Over)
            ofDay.Over++;
        return true;
    }

    private static EventOutcome OutcomeOf(Campaign campaign, CampaignDay day, EventKind kind)
    {
        if (kind != campaign.Goal.BilledKind())
            return EventOutcome.None;
        return campaign.Goal switch
        {
            CampaignGoal.ShareOfVoice => EventOutcome.Billed,
            CampaignGoal.Days when day.Billed > 0 => EventOutcome.None, // the day is billed
            CampaignGoal.Days => campaign.Billed < campaign.Total ? EventOutcome.Billed : EventOutcome.Over,
            _ => campaign.Billed < campaign.Total && !(day.Billed >= campaign.Daily) ? EventOutcome.Billed : EventOutcome.Over,
        };
    }
}

internal static class BilledEvents
{
    /// <summary>The kind of event that brings a campaign nearer to its goal.</summary>
    public static EventKind BilledKind(this CampaignGoal goal) => goal == CampaignGoal.Clicks ? EventKind.Click : EventKind.Viewable;
}
