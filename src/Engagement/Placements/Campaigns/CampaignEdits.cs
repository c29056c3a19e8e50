using System.Text.Json;
using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Slots;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>
/// Makes a campaign, and replaces what was booked: then whoever approved it looks at it again. Errors: <see cref="InvalidInput"/>,
/// <see cref="NotFound"/>, <see cref="NotAllowed"/>, <see cref="IdempotencyKeyReused"/>.
/// </summary>
internal sealed class CampaignEdits(Viewer viewer, CampaignSight sight, CampaignWrites writes, TimeProvider time)
{
    private const string Field = "campaign";

    public async Task<CampaignOutcome> CreateAsync(CreateCampaignInput input, CancellationToken cancel)
    {
        if (InputChecks.CheckIdempotencyKey(input.IdempotencyKey) is { } badKey)
            return CampaignOutcome.Refused(badKey);
        var check = new InputCheck(Field);
        var draft = CampaignCheck.Run(input.Campaign, check, time.GetUtcNow().UtcDateTime);
        var actorId = await viewer.EnsureReaderAsync(cancel);
        return await writes.AddAsync(async (write, cancelWork) =>
        {
            var made = new CreatedOnce(write, KeyOf(input, actorId));
            if (await made.FindAsync(cancelWork) is { } before)
                return await AgainAsync(write, before, cancelWork);
            if (await write.Db.Set<Advertiser>().AsNoTracking().SingleOrDefaultAsync(a => a.Key == input.Advertiser, cancelWork) is not { } advertiser || !sight.Sees(advertiser))
                return CampaignOutcome.Refused(new NotFound("No advertiser of the caller's has this key.", ["advertiser"]));
            if (draft is null || !await AreKnownAsync(write.Db, draft.Rules, check, cancelWork))
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
        var draft = CampaignCheck.Run(input.Campaign, check, time.GetUtcNow().UtcDateTime);
        return await writes.RunAsync(id, await viewer.EnsureReaderAsync(cancel), sight.Sees, async (write, cancelWork) =>
        {
            if (draft is null || !await AreKnownAsync(write.Db, draft.Rules, check, cancelWork))
                return CampaignOutcome.Refused(check.Errors);
            if (write.Campaign.FindBilledTerm(draft, viewer.Is(Roles.Admin)) is { } term)
                return CampaignOutcome.Refused(new NotAllowed($"`{term}` stays as it was when the first unit was billed; other terms are another campaign.", [Field, .. term.Split('.')]));
            var (before, terms) = (write.Campaign.State, TermsOf(write.Campaign));
            write.Campaign.Set(draft);
            if (!write.Db.ChangeTracker.HasChanges())
                return CampaignOutcome.Of(write.Campaign);
            var changes = TermChange.Between(terms, TermsOf(write.Campaign));
            var isForRecord = changes.All(c => c.Field == "name" || (c.Field == "price.orderNumber" && viewer.Is(Roles.Admin)));
            if (!write.Campaign.IsOpen && !(isForRecord && viewer.Is(Roles.Admin)))
            {
                write.Db.ChangeTracker.Clear();
                return CampaignOutcome.Refused(Finished("campaignId"));
            }
            if (!isForRecord || before == CampaignState.Rejected)
                write.Campaign.Reopen();
            await write.StepAsync(CampaignAction.Edit, before, null, null, changes, cancelWork);
            return CampaignOutcome.Of(write.Campaign);
        }, cancel);
    }

    /// <param name="field">Of the input: what names the campaign.</param>
    public static NotAllowed Finished(string field) => new("A finished campaign is not changed any more.", [field]);

    private static IReadOnlyDictionary<string, string> TermsOf(Campaign campaign) => TermChange.TermsOf(CampaignView.From(campaign));

    private static async Task<CampaignOutcome> AgainAsync(WriteTransaction write, EarlierUse before, CancellationToken cancel) => before.IsSame
        ? CampaignOutcome.Of(await write.Db.Set<Campaign>().SingleAsync(c => c.Id == before.Id, cancel))
        : CampaignOutcome.Refused(IdempotencyKeyReused.ByOtherInput);

    private static KeyUse? KeyOf(CreateCampaignInput input, long owner) => input.IdempotencyKey is { } key
        ? new(owner, key, IdempotencyKeys.Hash("createCampaign", input.Advertiser, JsonSerializer.Serialize(input.Campaign)))
        : null;

    /// <summary>Whether its slots and channels are there; what is not is refused.</summary>
    public static async Task<bool> AreKnownAsync(EngagementDbContext db, CampaignRules rules, InputCheck check, CancellationToken cancel)
    {
        var slots = await db.Set<PlacementSlot>().Select(s => s.Key).ToListAsync(cancel);
        foreach (var (i, slot) in rules.Slots.Index())
            if (!slots.Contains(slot))
                check.Refuse(InputProblem.Unknown, $"There is no slot \"{slot}\".", null, "slots", $"{i}");
        (IReadOnlyList<string> Names, string[] Path)[] lists =
        [
            (rules.Channels.Any, ["targets", "channels", "any"]), (rules.Channels.All, ["targets", "channels", "all"]),
            (rules.Channels.None, ["targets", "channels", "none"]), (rules.Safety.Channels, ["safety", "channels"]),
        ];
        var asked = lists.SelectMany(l => l.Names).Distinct().ToList();
        var known = await db.Set<ArticleTerm>().Where(t => t.Kind == TermKind.Channel && asked.Contains(t.Value)).Select(t => t.Value).Distinct().ToListAsync(cancel);
        foreach (var (names, path) in lists)
            foreach (var (i, name) in names.Index())
                if (!known.Contains(name))
                    check.Refuse(InputProblem.Unknown, $"No article is in a channel \"{name}\".", null, [.. path, $"{i}"]);
        return check.Errors.Count == 0;
    }
}
