using System.Text.Json;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>
/// Makes a campaign, and replaces what was booked: then whoever approved it looks at it again. Errors: <see cref="InvalidInput"/>,
/// <see cref="NotFound"/>, <see cref="NotAllowed"/>, <see cref="IdempotencyKeyReused"/>.
/// </summary>
internal sealed class CampaignEdits(Viewer viewer, CampaignSight sight, CampaignWrites writes, SiteDays days, TimeProvider time)
{
    private const string Field = "campaign";

    public async Task<CampaignOutcome> CreateAsync(CreateCampaignInput input, CancellationToken cancel)
    {
        if (InputChecks.CheckIdempotencyKey(input.IdempotencyKey) is { } badKey)
            return CampaignOutcome.Refused(badKey);
        var check = new InputCheck(Field);
        var draft = CampaignCheck.Run(input.Campaign, check, time.GetUtcNow().UtcDateTime);
        CampaignCheck.CheckNew(input.Campaign, draft, before: null, check, days.Of(time.GetUtcNow().UtcDateTime));
        var actorId = await viewer.EnsureReaderAsync(cancel);
        return await writes.AddAsync(async (write, cancelWork) =>
        {
            if (await write.Db.Set<Advertiser>().AsNoTracking().SingleOrDefaultAsync(a => a.Key == input.Advertiser, cancelWork) is not { } advertiser || !sight.Sees(advertiser))
                return CampaignOutcome.Refused(new NotFound("No advertiser of the caller's has this key.", ["advertiser"]));
            var made = new CreatedOnce(write, KeyOf(input, actorId));
            if (await made.FindAsync(cancelWork) is { } before)
                return await AgainAsync(write, before, cancelWork);
            if (draft is null || !await RuleCheck.AreKnownAsync(write.Db, draft.Rules, check, cancelWork))
                return CampaignOutcome.Refused(check.Errors);
            var campaign = Campaign.New(advertiser.Id, write.Now);
            if (await made.TakeAsync(campaign.Id, cancelWork) is { } first)
                return await AgainAsync(write, first, cancelWork);
            campaign.Set(draft);
            campaign.ChangedAt = await DatabaseClock.NowAsync(write.Db, write.Dialect, cancelWork);
            write.Db.Add(campaign);
            await new CampaignWrite(write, campaign, actorId).StepAsync(CampaignAction.Create, null, null, null, TermChange.AllOf(CampaignView.From(campaign)), cancelWork);
            return CampaignOutcome.Of(campaign);
        }, cancel);
    }

    public async Task<CampaignOutcome> UpdateAsync(UpdateCampaignInput input, CancellationToken cancel)
    {
        if (CampaignView.ParseId(input.CampaignId) is not { } id)
            return CampaignOutcome.Refused(CampaignWrites.NoCampaign);
        var check = new InputCheck(Field);
        var (draft, isAdmin) = (CampaignCheck.Run(input.Campaign, check, time.GetUtcNow().UtcDateTime), viewer.Is(Roles.Admin));
        return await writes.RunAsync(id, await viewer.EnsureReaderAsync(cancel), sight.Sees, async (write, cancelWork) =>
        {
            var isForTheRecord = draft is not null && write.Campaign.DiffersForTheRecord(draft, isAdmin);
            if (!write.Campaign.IsOpen && !(isForTheRecord && isAdmin))
                return CampaignOutcome.Refused(CampaignWrites.Finished("campaignId"));
            CampaignCheck.CheckNew(input.Campaign, draft, write.Campaign, check, days.Of(write.Now));
            if (draft is null || check.Errors.Count > 0 || !(isForTheRecord || await RuleCheck.AreKnownAsync(write.Db, draft.Rules, check, cancelWork)))
                return CampaignOutcome.Refused(check.Errors);
            if (write.Campaign.FindBilledTerm(draft, isAdmin) is { } term)
                return CampaignOutcome.Refused(new NotAllowed(
                    term == "total" ? $"`total` is at least what is billed already: {write.Campaign.Billed}." : $"`{term}` stays as it was when the first unit was billed; other terms are another campaign.",
                    [Field, .. term.Split('.')]));
            var (before, terms) = (write.Campaign.State, TermsOf(write.Campaign));
            write.Campaign.Set(draft);
            var changes = TermChange.Between(terms, TermsOf(write.Campaign));
            if (changes.Count == 0)
                return CampaignOutcome.Of(write.Campaign);
            if (!isForTheRecord || before == CampaignState.Rejected)
                write.Campaign.Reopen();
            await write.StepAsync(CampaignAction.Edit, before, null, null, changes, cancelWork);
            return CampaignOutcome.Of(write.Campaign);
        }, cancel);
    }

    private static IReadOnlyDictionary<string, string> TermsOf(Campaign campaign) => TermChange.TermsOf(CampaignView.From(campaign));

    private static async Task<CampaignOutcome> AgainAsync(WriteTransaction write, EarlierUse before, CancellationToken cancel) => before.IsSame
        ? CampaignOutcome.Of(await write.Db.Set<Campaign>().SingleAsync(c => c.Id == before.Id, cancel))
        : CampaignOutcome.Refused(IdempotencyKeyReused.ByOtherInput);

    private static KeyUse? KeyOf(CreateCampaignInput input, long owner) => input.IdempotencyKey is { } key
        ? new(owner, key, IdempotencyKeys.Hash("createCampaign", input.Advertiser, JsonSerializer.Serialize(input.Campaign)))
        : null;
}
