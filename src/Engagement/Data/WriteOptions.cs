using System.ComponentModel.DataAnnotations;

namespace Engagement.Data;

/// <summary>How writes behave; section <c>Writes</c>.</summary>
public sealed class WriteOptions
{
    /// <summary>The longest that one transaction may take, its wait for locks included. Default and most 10 s: the feed's poll looks back 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:10")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often a transaction is tried when the engine reports a transient fault (deadlock, serialisation, lost connection,
    /// failover), and how often it is asked whether a commit held whose answer was lost. The second try comes at once, the
    /// others after pauses from 0.1 s that double up to 1 s. Default 12, about 8 s; an outage that takes longer fails writes. No try
    /// begins later than 10 s after the first: each may be silent for <see cref="Timeout"/>.
    /// </summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 12;

    /// <summary>The most items that one transaction of the commit queue takes, 1–500. Default 500; 1 turns group commit off.</summary>
    [Range(1, 500)]
    public int BatchSize { get; set; } = 500;

    /// <summary>The most items of one kind that wait for a transaction; above it a write is refused as OVERLOADED. Default 5,000.</summary>
    [Range(1, int.MaxValue)]
    public int QueueLength { get; set; } = 5_000;
}
