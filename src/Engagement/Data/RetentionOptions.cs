using System.ComponentModel.DataAnnotations;

namespace Engagement.Data;

/// <summary>How long rows are kept that are only needed for a while; section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>How long an idempotency key answers a repeat. Default 24 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan IdempotencyKeys { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a transaction can be told from its marker; longer than any transaction takes, and then the question whether
    /// its commit held. Default 1 h.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan CommitMarkers { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often it is looked for what is older, and for articles whose addresses or terms an older version did not write. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Rows that one transaction deletes. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int ChunkSize { get; set; } = 1_000;
}
