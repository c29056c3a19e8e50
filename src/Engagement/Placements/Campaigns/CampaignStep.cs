using System.Text.Json;

namespace Engagement.Placements.Campaigns;

/// <summary>Something that happened to a campaign: append-only, written in the transaction that does it.</summary>
internal sealed class CampaignStep
{
    public const int MaxNoteLength = 500;

    /// <param name="last">The number of the step before; 0: there is none.</param>
    /// <param name="campaign">As it is after the step.</param>
    /// <param name="action">What happened.</param>
    /// <param name="actorId">See <see cref="ActorId"/>.</param>
    /// <param name="from">See <see cref="FromState"/>.</param>
    /// <param name="changes">Of terms.</param>
    /// <param name="now">UTC.</param>
    /// <param name="creativeId">See <see cref="CreativeId"/>.</param>
    /// <param name="note">Blank is none.</param>
    public static CampaignStep New(
        int last, Campaign campaign, CampaignAction action, long? actorId, CampaignState? from, IReadOnlyList<TermChange> changes, DateTime now, long? creativeId = null, string? note = null) => new()
    {
        CampaignId = campaign.Id, Number = last + 1, Action = action, ActorId = actorId, FromState = from, ToState = campaign.State,
        CreativeId = creativeId, Note = string.IsNullOrWhiteSpace(note) ? null : note,
        ChangesJson = changes.Count == 0 ? null : JsonSerializer.Serialize(changes), CreatedAt = now,
    };

    public required long CampaignId { get; init; }

    /// <summary>Counts the steps of a campaign from 1.</summary>
    public required int Number { get; init; }

    public required CampaignAction Action { get; init; }

    /// <summary>The reader's id; null: the clock.</summary>
    public required long? ActorId { get; init; }

    /// <summary>Null of the first step.</summary>
    public required CampaignState? FromState { get; init; }

    public required CampaignState ToState { get; init; }

    /// <summary>The creative that was added, made of another or removed.</summary>
    public long? CreativeId { get; init; }

    public string? Note { get; init; }

    /// <summary>The list of <see cref="TermChange"/> as JSON; null: no term was changed, or an older version wrote it.</summary>
    public string? ChangesJson { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}

/// <summary>What happened to a campaign.</summary>
public enum CampaignAction
{
    /// <summary>It was made.</summary>
    Create = 1,

    /// <summary>What was booked was replaced.</summary>
    Edit = 2,

    /// <summary>A creative was added.</summary>
    AddCreative = 3,

    /// <summary>A creative took the place of another.</summary>
    ReplaceCreative = 4,

    /// <summary>A creative was removed.</summary>
    RemoveCreative = 5,

    /// <summary>It was moved to another state.</summary>
    Move = 6,

    /// <summary>The advertiser, on whose behalf it is shown, was renamed.</summary>
    RenameAdvertiser = 7,

    /// <summary>The format or the positions of one of its slots were changed.</summary>
    ChangeSlot = 8,
}
