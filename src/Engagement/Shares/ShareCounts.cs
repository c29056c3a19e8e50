namespace Engagement.Shares;

/// <summary>What happened by one channel.</summary>
internal interface IShareCounts
{
    /// <summary>Uses of the button.</summary>
    int Intents { get; set; }

    /// <summary>Uses of which the page heard that the reader handed the link over.</summary>
    int Completions { get; set; }

    /// <summary>Readers who came through the link, each once a day.</summary>
    int Visits { get; set; }
}

/// <summary>What there is in all of one article and channel; none has a row before the first event.</summary>
internal sealed class ShareTally : IShareCounts
{
    public required long ArticleId { get; init; }
    public required ShareChannel Channel { get; init; }
    public int Intents { get; set; }
    public int Completions { get; set; }
    public int Visits { get; set; }
}

/// <summary>The same of one day; kept for reports, and the sum of all days is the tally.</summary>
internal sealed class ShareDay : IShareCounts
{
    public required long ArticleId { get; init; }
    public required ShareChannel Channel { get; init; }

    /// <summary>Of the site.</summary>
    public required DateOnly Day { get; init; }

    public int Intents { get; set; }
    public int Completions { get; set; }
    public int Visits { get; set; }
}

internal static class ShareCounts
{
    public static int Count(this IShareCounts counts, ShareEventKind kind) => kind switch
    {
        ShareEventKind.Intent => counts.Intents,
        ShareEventKind.Completed => counts.Completions,
        ShareEventKind.Visit => counts.Visits,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static void Add(this IShareCounts counts, ShareEventKind kind, int change)
    {
        switch (kind)
        {
            case ShareEventKind.Intent: counts.Intents += change; break;
            case ShareEventKind.Completed: counts.Completions += change; break;
            case ShareEventKind.Visit: counts.Visits += change; break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }
}
