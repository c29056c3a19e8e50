namespace Engagement.Placements.Events;

/// <summary>Units of a campaign's goal that are billed of one day: what its daily budget is held to.</summary>
internal sealed class CampaignDay
{
    public required long CampaignId { get; init; }
    public required DateOnly Day { get; init; }
    public int Billed { get; set; }
}
