using Engagement.Counts.Traffic;
using Engagement.Data;
using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Events;

/// <summary>
/// Counts a batch in one transaction: locks its campaigns, reads all facts set-wise, decides each draft in memory. A token counts
/// once of each kind; of the events that a campaign is billed by as many are billed, in order, as its budgets still have. What came
/// too fast is not taken later, nor what implies it, nor anything of what own staff looked at.
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
        if (draft.Invalid is null && !rows.Has(draft, draft.Kind) && rows.FindEarlier(draft) is { } earlier)
            draft = draft with { Invalid = earlier };
        if (draft.Invalid is { } reason)
        {
            if ((reason == InvalidTrafficReason.Rate && rows.Has(draft, draft.Kind)) || !rows.TryAdd(write, draft, draft.Kind, EventOutcome.None))
                return false; // told again
            rows.Invalid(draft, reason).Count++;
            return true;
        }
        var isNew = false;
        for (var kind = EventKind.Impression; kind <= draft.Kind; kind++) // what it implies comes first
        {
            isNew = !rows.Has(draft, kind);
            if (isNew)
                CountValid(write, rows, campaign, draft, kind);
        }
        if (draft.IsMeasured && rows.Measure(draft))
            rows.Day(draft).Measurable++;
        return isNew;
    }

    private static void CountValid(WriteTransaction write, EventRows rows, Campaign campaign, EventDraft draft, EventKind kind)
    {
        var (ofDay, ofCampaign) = (rows.Day(draft), rows.CampaignDay(draft));
        var outcome = new Budget(campaign.Goal, campaign.Total, campaign.Daily).OutcomeOf(kind, campaign.Billed, ofCampaign.Billed);
        rows.TryAdd(write, draft, kind, outcome);
        switch (kind)
        {
            case EventKind.Impression: ofDay.Impressions++; break;
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
        else if (outcome == EventOutcome.OverDelivery)
            ofDay.Over++;
    }
}
