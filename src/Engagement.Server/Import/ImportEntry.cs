using Engagement.Articles;

namespace Engagement.Server.Import;

/// <summary>One article of a file, or why there is none.</summary>
/// <param name="Number">From 1: the line, or the entry of a feed; 1 for a page.</param>
/// <param name="End">Bytes of the file up to and with it.</param>
/// <param name="Article">Null if it cannot be read.</param>
/// <param name="Reason">Why it cannot be read.</param>
/// <param name="IsWhole">
/// Whether it says all of the article, its key included. Pages and feeds do not: see <see cref="KnownArticles"/>.
/// </param>
internal sealed record ImportEntry(int Number, long End, ArticleInput? Article, string? Reason, bool IsWhole)
{
    public static ImportEntry Refused(int number, long end, string reason) => new(number, end, null, reason, true);
}
