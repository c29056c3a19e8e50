namespace Engagement.Moderation;

/// <summary>What moderators' work runs by; section <c>Moderation</c>.</summary>
public sealed class ModerationOptions
{
    /// <summary>How often each replica looks for threads whose end has passed, to set them CLOSED. Default 10 s. Posts are refused from the end on in any case.</summary>
    public TimeSpan ClosingInterval { get; set; } = TimeSpan.FromSeconds(10);
}
