using System.ComponentModel.DataAnnotations;

namespace Engagement.Articles;

/// <summary>What readers may do under every article; section <c>Commenting</c>.</summary>
public sealed class CommentingOptions
{
    /// <summary>User-perceived characters of a comment without outer white space, at most. 1–100,000, default 5,000.</summary>
    [Range(1, 100_000)]
    public int MaxLength { get; set; } = 5_000;

    /// <summary>How long after posting an author may edit, in whole seconds. Default 5 minutes; zero: not at all.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan EditWindow { get; set; } = TimeSpan.FromMinutes(5);
}
