using System.Text.Json;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>
/// Adds, replaces and removes what a campaign shows. What is new has to be approved, and the campaign with it; what is removed is
/// gone at once. Errors: <see cref="InvalidInput"/>, <see cref="NotFound"/>, <see cref="NotAllowed"/>, <see cref="IdempotencyKeyReused"/>.
/// </summary>
internal sealed class CreativeEdits(
    Viewer viewer, CampaignSight sight, CampaignWrites writes, CreativeCheck creatives, IDbContextFactory<EngagementDbContext> contexts)
{
    private const string Field = "creative";
    private const int Most = 50;

    private static readonly NotFound NoCreative = new("No creative that is shown has this id.", ["creativeId"]);

    public async Task<CampaignOutcome> AddAsync(AddCreativeInput input, CancellationToken cancel)
    {
        if (InputChecks.CheckIdempotencyKey(input.IdempotencyKey) is { } badKey)
            return CampaignOutcome.Refused(badKey);
        if (CampaignView.ParseId(input.CampaignId) is not { } id)
            return CampaignOutcome.Refused(CampaignWrites.NoCampaign);
        var actorId = await viewer.EnsureReaderAsync(cancel);
        return await writes.RunAsync(id, actorId, sight.Sees, async (write, cancelWork) =>
        {
            var made = new CreatedOnce(write.Transaction, KeyOf(input, actorId));
            if (await made.FindAsync(cancelWork) is { } before)
                return Again(write, before);
            var present = await write.CreativesAsync(cancelWork);
            if (present.Count >= Most)
                return CampaignOutcome.Refused(new InvalidInput($"A campaign has at most {Most} creatives.", ["campaignId"], InputProblem.TooMany, Most));
            return await PutAsync(write, input.Creative, CampaignAction.AddCreative, null, made, cancelWork);
        }, cancel);
    }

    public Task<CampaignOutcome> ReplaceAsync(ReplaceCreativeInput input, CancellationToken cancel) => ChangeAsync(input.CreativeId, async (write, creative, cancelWork) =>
    {
        var outcome = await PutAsync(write, input.Creative, CampaignAction.ReplaceCreative, creative, null, cancelWork);
        if (outcome.Campaign is not null)
            creative.Retire(write.Now);
        return outcome;
    }, cancel);

    public Task<CampaignOutcome> RemoveAsync(RemoveCreativeInput input, CancellationToken cancel) => ChangeAsync(input.CreativeId, async (write, creative, cancelWork) =>
    {
        if (!write.Campaign.IsOpen)
            return CampaignOutcome.Refused(CampaignWrites.Finished("creativeId"));
        creative.Retire(write.Now);
        await write.StepAsync(CampaignAction.RemoveCreative, write.Campaign.State, creative.Id, null, Changes(creative, null), cancelWork);
        return CampaignOutcome.Of(write.Campaign);
    }, cancel);

    private async Task<CampaignOutcome> PutAsync(CampaignWrite write, CreativeInput input, CampaignAction action, Creative? replaced, CreatedOnce? made, CancellationToken cancel)
    {
        if (!write.Campaign.IsOpen)
            return CampaignOutcome.Refused(CampaignWrites.Finished(replaced is null ? "campaignId" : "creativeId"));
        var check = new InputCheck(Field);
        if (creatives.Run(input, check) is not { } draft)
            return CampaignOutcome.Refused(check.Errors);
        var creative = Creative.New(write.Transaction.NewId(), write.Campaign.Id, draft, write.Now);
        if (made is not null && await made.TakeAsync(creative.Id, cancel) is { } first)
            return Again(write, first);
        var before = write.Campaign.State;
        write.Db.Add(creative);
        write.Campaign.Reopen();
        await write.StepAsync(action, before, creative.Id, null, Changes(replaced, creative), cancel);
        return CampaignOutcome.Of(write.Campaign);
    }

    private static IReadOnlyList<TermChange> Changes(Creative? before, Creative? after)
    {
        var changes = TermChange.Between(TermChange.TermsOf(before is null ? null : CreativeView.From(before)), TermChange.TermsOf(after is null ? null : CreativeView.From(after)));
        return before is null || after is null ? changes : [new("id", CreativeView.FormatId(before.Id), CreativeView.FormatId(after.Id)), .. changes];
    }

    private static CampaignOutcome Again(CampaignWrite write, EarlierUse before) =>
        before.IsSame ? CampaignOutcome.Of(write.Campaign) : CampaignOutcome.Refused(IdempotencyKeyReused.ByOtherInput);

    private async Task<CampaignOutcome> ChangeAsync(string creativeId, Func<CampaignWrite, Creative, CancellationToken, Task<CampaignOutcome>> change, CancellationToken cancel)
    {
        if (CreativeView.ParseId(creativeId) is not { } id || await CampaignOfAsync(id, cancel) is not { } campaignId)
            return CampaignOutcome.Refused(NoCreative);
        var outcome = await writes.RunAsync(campaignId, await viewer.EnsureReaderAsync(cancel), sight.Sees, async (write, cancelWork) =>
            await write.Db.Set<Creative>().SingleOrDefaultAsync(c => c.Id == id && c.RetiredAt == null, cancelWork) is { } creative
                ? await change(write, creative, cancelWork)
                : CampaignOutcome.Refused(NoCreative), cancel);
        return outcome.Errors is [NotFound] ? CampaignOutcome.Refused(NoCreative) : outcome; // whose campaign it is, is not told either
    }

    private async Task<long?> CampaignOfAsync(long creativeId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Creative>().Where(c => c.Id == creativeId).Select(c => (long?)c.CampaignId).SingleOrDefaultAsync(cancel);
    }

    private static KeyUse? KeyOf(AddCreativeInput input, long owner) => input.IdempotencyKey is { } key
        ? new(owner, key, IdempotencyKeys.Hash("addCreative", input.CampaignId, JsonSerializer.Serialize(input.Creative)))
        : null;
}
