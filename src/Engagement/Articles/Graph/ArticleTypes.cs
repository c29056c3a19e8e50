using Engagement.Graph;

namespace Engagement.Articles;

/// <summary>A section of the site.</summary>
/// <param name="Name">Without the slash, 1–200 characters, compared exactly.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record Channel(string Name);

/// <summary>A word that the publisher files an article under.</summary>
/// <param name="Name">1–200 characters, compared exactly.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record Keyword(string Name);

/// <summary>A company that an article is about.</summary>
/// <param name="Name">1–200 characters, compared exactly.</param>
/// <param name="Url">The company's page, if the publisher gave one.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record Company(string Name, [property: Url] string? Url);

/// <summary>What readers may do under an article now.</summary>
/// <param name="State">A thread whose end has passed is CLOSED.</param>
/// <param name="ClosesAt">When it closes, or closed, by itself.</param>
/// <param name="Message">Shown to readers, such as why the thread is closed.</param>
/// <param name="MaxLength">User-perceived characters.</param>
/// <param name="EditWindow">Seconds in which an author may edit.</param>
/// <param name="LiveMode">How a page is to keep up with the thread.</param>
/// <param name="PollInterval">Seconds between two polls in mode POLL.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record Commenting(
    CommentingState State, DateTime? ClosesAt, string? Message, int MaxLength, int EditWindow, LiveMode LiveMode, int PollInterval);
