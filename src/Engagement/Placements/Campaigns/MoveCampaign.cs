using Engagement.Comments;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Slots;
using Engagement.Readers;
using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>
/// Moves a campaign from one state to the next. Four eyes: whoever had a hand in it since it was last approved does not approve it,
/// nor anybody who has not seen it as it is. To be where it is already is no error. Errors: <see cref="InvalidInput"/>,
/// <see cref="NotFound"/>, <see cref="NotAllowed"/>, <see cref="Conflict"/>.
/// </summary>
internal sealed class MoveCampaign(Viewer viewer, CampaignSight sight, CampaignWrites writes, SiteDays days)
{
    private const string SeenStep = "seenStep";

    /// <summary>Of one advertiser, or a few more if they are submitted at once: what is decided takes time by the campaign, live or not.</summary>
    private const int MostOpen = 1_000;

    /// <summary>From → to; where only an admin may, <c>true</c>. What the clock does is not here.</summary>
    private static readonly Dictionary<(CampaignState From, CampaignState To), bool> Moves = new()
    {
        [(CampaignState.Draft, CampaignState.InReview)] = false,
        [(CampaignState.InReview, CampaignState.Draft)] = false,
        [(CampaignState.InReview, CampaignState.Approved)] = true,
        [(CampaignState.InReview, CampaignState.Rejected)] = true,
        [(CampaignState.Approved, CampaignState.Draft)] = false,
        [(CampaignState.Approved, CampaignState.Paused)] = false,
        [(CampaignState.Approved, CampaignState.Finished)] = false,
        [(CampaignState.Approved, CampaignState.Rejected)] = true,
        [(CampaignState.Live, CampaignState.Paused)] = false,
        [(CampaignState.Live, CampaignState.Finished)] = false,
        [(CampaignState.Live, CampaignState.Rejected)] = true,
        [(CampaignState.Paused, CampaignState.Live)] = false,
        [(CampaignState.Paused, CampaignState.Paused)] = true, // what its manager paused, an admin holds
        [(CampaignState.Paused, CampaignState.Finished)] = false,
        [(CampaignState.Paused, CampaignState.Rejected)] = true,
    };

    /// <summary>Who did one of these had a hand in what is approved.</summary>
    private static readonly CampaignAction[] Hands =
        [CampaignAction.Create, CampaignAction.Edit, CampaignAction.AddCreative, CampaignAction.ReplaceCreative, CampaignAction.RemoveCreative];

    /// <summary>Where what they did has led: anywhere else nobody had to look at it.</summary>
    private static readonly CampaignState[] Reviewed = [CampaignState.Draft, CampaignState.InReview];

    public async Task<CampaignOutcome> MoveAsync(MoveCampaignInput input, CancellationToken cancel)
    {
        if (TextRules.Check(input.Note, 0, CampaignStep.MaxNoteLength, CampaignStep.MaxNoteLength * TextRules.UnitsPerCharacter).At("note") is { } badNote)
            return CampaignOutcome.Refused(badNote);
        if (CampaignView.ParseId(input.CampaignId) is not { } id)
            return CampaignOutcome.Refused(CampaignWrites.NoCampaign);
        return await writes.RunAsync(id, await viewer.EnsureReaderAsync(cancel), sight.Sees, async (write, cancelWork) =>
        {
            var from = write.Campaign.State;
            var to = await TargetAsync(write, input.To, cancelWork);
            var holds = input.To == CampaignState.Paused && viewer.Is(Roles.Admin) && !write.Campaign.IsHeld;
            if (from == to && !holds)
                return CampaignOutcome.Of(write.Campaign);
            if (!Moves.TryGetValue((from, input.To), out var forAdmin))
                return CampaignOutcome.Refused(NoSuchMove(from, input.To));
            if (forAdmin && !viewer.Is(Roles.Admin))
                return CampaignOutcome.Refused(new NotAllowed("An admin approves and rejects.", ["to"]));
            if (await ConflictAsync(write, input, cancelWork) is { } unseen)
                return CampaignOutcome.Refused(unseen);
            if (await RefuseAsync(write, input.To, cancelWork) is { } error)
                return CampaignOutcome.Refused(error);
            if (input.To == CampaignState.Paused && viewer.Is(Roles.Admin))
                write.Campaign.Hold();
            else if (input.To == CampaignState.Approved)
                write.Campaign.Approve(to);
            else
                write.Campaign.Move(to);
            await write.StepAsync(CampaignAction.Move, from, null, input.Note, [], cancelWork);
            return CampaignOutcome.Of(write.Campaign);
        }, cancel);
    }

    /// <summary>
    /// Before its first day it goes on by waiting for that; what was paused when its review began is not let go on by an approval, and
    /// what ran and whose days have passed meanwhile is finished by it.
    /// </summary>
    private async Task<CampaignState> TargetAsync(CampaignWrite write, CampaignState asked, CancellationToken cancel)
    {
        if (asked == CampaignState.Live && write.Campaign.StartsOn > days.Of(write.Now))
            return CampaignState.Approved;
        if (asked != CampaignState.Approved || write.Campaign.State != CampaignState.InReview)
            return asked;
        if (IsOver(write))
            return CampaignState.Finished;
        var before = await write.Db.Set<CampaignStep>().Where(s => s.CampaignId == write.Campaign.Id && s.ToState == CampaignState.InReview && s.FromState != CampaignState.InReview)
            .OrderByDescending(s => s.Number).Select(s => s.FromState).FirstOrDefaultAsync(cancel);
        return write.Campaign.IsHeld || before == CampaignState.Paused ? CampaignState.Paused : asked;
    }

    /// <summary>Under the campaign's lock: what was looked at is what is moved.</summary>
    private static async Task<IUserError?> ConflictAsync(CampaignWrite write, MoveCampaignInput input, CancellationToken cancel)
    {
        if (input.SeenStep is null)
            return input.To == CampaignState.Approved ? new InvalidInput("An approval says which step of the campaign was the last that was seen.", [SeenStep], InputProblem.Missing) : null;
        var last = await write.Db.Set<CampaignStep>().AsNoTracking().Where(s => s.CampaignId == write.Campaign.Id).OrderByDescending(s => s.Number).FirstAsync(cancel);
        return last.Number == input.SeenStep
            ? null
            : new Conflict($"The campaign's last step is {last.Number}, not {input.SeenStep}: look at it again.", [SeenStep], null, last.CreatedAt) { ChangedById = last.ActorId };
    }

    private async Task<IUserError?> RefuseAsync(CampaignWrite write, CampaignState to, CancellationToken cancel)
    {
        if (to == CampaignState.Live && write.Campaign.IsHeld && !viewer.Is(Roles.Admin))
            return new NotAllowed("An admin paused it, and lets it go on.", ["to"]);
        if (to == CampaignState.InReview && await OpenAsync(write, cancel) >= MostOpen)
            return new InvalidInput($"An advertiser has at most {MostOpen} campaigns that are in review, approved, live or paused.", ["to"], InputProblem.TooMany, MostOpen);
        if (to is CampaignState.InReview or CampaignState.Approved && IsOver(write) && write.Campaign.Viewables == 0)
            return new InvalidInput("The campaign's last day has passed.", ["to"], InputProblem.Contradictory);
        var creatives = to is CampaignState.InReview or CampaignState.Approved ? await write.CreativesAsync(cancel) : [];
        if (to == CampaignState.InReview)
            return await UnfilledSlotAsync(write, creatives, cancel);
        if (to != CampaignState.Approved)
            return null;
        if (await HadAHandInItAsync(write, cancel))
            return new NotAllowed("Whoever had a hand in a campaign does not approve it: somebody else looks at it.", ["to"]);
        creatives.ForEach(c => c.Approve(write.Now));
        return null;
    }

    private bool IsOver(CampaignWrite write) => write.Campaign.EndsOn < days.Of(write.Now);

    /// <summary>Others of its advertiser that are looked at by each decision.</summary>
    private static Task<int> OpenAsync(CampaignWrite write, CancellationToken cancel) =>
        write.Db.Set<Campaign>().CountAsync(c => c.AdvertiserId == write.Campaign.AdvertiserId && c.Id != write.Campaign.Id && Campaign.Considered.Contains(c.State), cancel);

    /// <summary>A slot that no creative fits would never be filled, and nobody would know why.</summary>
    private static async Task<InvalidInput?> UnfilledSlotAsync(CampaignWrite write, List<Creative> creatives, CancellationToken cancel)
    {
        var keys = write.Campaign.Rules.Slots;
        var slots = await write.Db.Set<PlacementSlot>().Where(s => keys.Contains(s.Key)).OrderBy(s => s.Id).ToListAsync(cancel);
        return slots.Find(s => !creatives.Exists(c => c.Fits(s.Format))) is { } unfilled
            ? new($"No creative fits the slot {unfilled.Key}, which is a {unfilled.Format.ToString().ToConstantCase()}.", ["to"], InputProblem.Contradictory)
            : null;
    }

    private static async Task<bool> HadAHandInItAsync(CampaignWrite write, CancellationToken cancel)
    {
        var steps = write.Db.Set<CampaignStep>().Where(s => s.CampaignId == write.Campaign.Id);
        var approved = await steps.Where(s => s.FromState == CampaignState.InReview && (s.ToState == CampaignState.Approved || s.ToState == CampaignState.Paused)).MaxAsync(s => (int?)s.Number, cancel) ?? 0;
        if (await steps.AnyAsync(s => s.Number > approved && (s.ToState == CampaignState.Rejected || (s.FromState == CampaignState.Approved && s.ToState == CampaignState.Draft)), cancel))
            approved = 0; // that approval was taken back
        return await steps.AnyAsync(s => s.Number > approved && s.ActorId == write.ActorId && Hands.Contains(s.Action) && Reviewed.Contains(s.ToState), cancel);
    }

    private static InvalidInput NoSuchMove(CampaignState from, CampaignState to) => new(
        $"A campaign that is {Name(from)} does not become {Name(to)}; it can become {string.Join(", ", Moves.Keys.Where(m => m.From == from).Select(m => Name(m.To)).DefaultIfEmpty("nothing else"))}{(from == CampaignState.Rejected ? "; an edit makes it a draft" : "")}.",
        ["to"], InputProblem.Contradictory);

    private static string Name(CampaignState state) => state.ToString().ToConstantCase();
}
