using System.Globalization;
using Engagement.Graph;

namespace Engagement.Articles;

/// <summary>A thread's settings, which are replaced together.</summary>
/// <param name="State">What readers may do.</param>
/// <param name="ClosesAt">When it closes by itself, UTC.</param>
/// <param name="Message">Shown to readers.</param>
/// <param name="LiveMode">How pages keep up; null: as the site says.</param>
/// <param name="PollSeconds">Between two polls of a page; null: as the site says.</param>
internal sealed record CommentingSettings(CommentingState State, DateTime? ClosesAt, string? Message, LiveMode? LiveMode, int? PollSeconds)
{
    public static CommentingSettings Of(Article article) =>
        new(article.Commenting, article.ClosesAt, article.CommentingMessage, article.LiveMode, article.PollSeconds);

    /// <summary>For the audit trail, such as <c>OPEN until 2026-11-25T12:00:00.000Z, POLL, every 15 s</c>; never the message.</summary>
    public string Codes =>
        State.ToString().ToUpperInvariant() + (ClosesAt is { } end && State != CommentingState.Closed
            ? $" until {end.ToString(InstantType.Format, CultureInfo.InvariantCulture)}"
            : "")
        + (LiveMode is { } mode ? $", {mode.ToString().ToUpperInvariant()}" : "")
        + (PollSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $", every {seconds} s") : "");
}
