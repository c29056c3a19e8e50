namespace Engagement.Shares;

/// <summary>
/// That one caller was counted at one article, channel and day, so that the same is not counted again. Who it was cannot be
/// told once the day's key is deleted, see <see cref="Readers.DailyKey"/>; the rows themselves go two days later.
/// </summary>
internal sealed class ShareMark
{
    public required long ArticleId { get; init; }

    /// <summary>From <see cref="Readers.CallerHashes"/>.</summary>
    public required long Caller { get; init; }

    public required ShareChannel Channel { get; init; }
    public required ShareEventKind Kind { get; init; }

    /// <summary>Of the site.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>How often it was counted; a visit once at most.</summary>
    public int Count { get; set; }

    /// <summary>When it was last counted, UTC.</summary>
    public DateTime CountedAt { get; set; }
}
