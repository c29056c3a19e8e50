using System.ComponentModel.DataAnnotations;

namespace Engagement.Readers;

/// <summary>How fast one caller may write; section <c>Pace</c>. Counted per process, and with Redis by all replicas together.</summary>
public sealed class PaceOptions
{
    /// <summary>Posts a minute and reader, at most 1,000,000. Default 10; 0 turns the limit off.</summary>
    [Range(0, 1_000_000)]
    public int PostsPerMinute { get; set; } = 10;

    /// <summary>Reactions, their removal, reports and edits, a minute and reader, at most 1,000,000. Default 60; 0 turns the limit off.</summary>
    [Range(0, 1_000_000)]
    public int ReactionsPerMinute { get; set; } = 60;

    /// <summary>Uses of share buttons, a minute and caller, at most 1,000,000. Default 20; 0 turns the limit off.</summary>
    [Range(0, 1_000_000)]
    public int SharesPerMinute { get; set; } = 20;

    /// <summary>
    /// Uses of share buttons and visits through shared links that count, a minute and address (of IPv6 the /64 network), at most
    /// 1,000,000. Default 300: many readers may sit behind one. 0 turns the limit off.
    /// </summary>
    [Range(0, 1_000_000)]
    public int SharesPerAddress { get; set; } = 300;

    /// <summary>
    /// Impressions, viewable ones and clicks that count as a reader's, a minute and caller, at most 1,000,000. Default 300: what is
    /// beyond it is counted apart. 0 turns the limit off.
    /// </summary>
    [Range(0, 1_000_000)]
    public int PlacementEventsPerMinute { get; set; } = 300;

    /// <summary>
    /// The same a minute and address (of IPv6 the /64 network), whatever agents it names, at most 1,000,000. Default 3,000: many readers
    /// may sit behind one. 0 turns the limit off.
    /// </summary>
    [Range(0, 1_000_000)]
    public int PlacementEventsPerAddress { get; set; } = 3000;
}
