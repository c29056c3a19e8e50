using System.ComponentModel.DataAnnotations;

namespace Engagement.Articles;

/// <summary>What readers may write, on every article; section <c>Commenting</c>.</summary>
public sealed class CommentingOptions
{
    /// <summary>
    /// The longest body, in user-perceived characters without outer white space, 1–20,000; 20,000 bytes of UTF-8 hold in any
    /// case. Default 5,000.
    /// </summary>
    [Range(1, 20_000)]
    public int MaxLength { get; set; } = 5_000;

    /// <summary>How pages keep up with threads, where an article has no mode of its own. Default LIVE.</summary>
    [EnumDataType(typeof(LiveMode))]
    public LiveMode LiveMode { get; set; } = LiveMode.Live;

    /// <summary>Between two polls of a page in mode POLL, where an article says nothing else: 1 s to 1 h. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long after posting an author may edit. Default 5 minutes, at most 3,650 days; zero turns editing off.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan EditWindow { get; set; } = TimeSpan.FromMinutes(5);
}
