using System.ComponentModel.DataAnnotations;

namespace Engagement.Moderation;

/// <summary>What moderators' work runs by; section <c>Moderation</c>.</summary>
public sealed class ModerationOptions
{
    /// <summary>How often each replica looks for threads whose end has passed, to set them CLOSED. Default 10 s, 1 s to 10 minutes. Posts are refused from the end on in any case.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ClosingInterval { get; set; } = TimeSpan.FromSeconds(10);
}
