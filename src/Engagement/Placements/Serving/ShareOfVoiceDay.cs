namespace Engagement.Placements.Serving;

/// <summary>How many pages a campaign that bought a share of them had on a day; counted in memory and added every few seconds.</summary>
internal sealed class ShareOfVoiceDay
{
    /// <summary>Of the site.</summary>
    public required DateOnly Day { get; init; }

    public required long CampaignId { get; init; }

    /// <summary>On which it could have stood, whoever else could.</summary>
    public long Pages { get; set; }

    /// <summary>On which it stood.</summary>
    public long Stood { get; set; }
}
