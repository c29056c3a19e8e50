using Engagement.Articles;

namespace Engagement.Server.Import;

/// <summary>One article of a file, or why there is none.</summary>
/// <param name="Number">From 1: the line, or the entry of a feed; 1 for a page.</param>
/// <param name="End">Bytes of the file up to and with it.</param>
/// <param name="Article">Null if it cannot be read.</param>
/// <param name="Reason">Why it cannot be read.</param>
/// <param name="Said">What of it replaces what is known. Lines of JSON say all of an article, pages and feeds do not.</param>
/// <param name="Note">What could not be read of an article that is taken, or null.</param>
internal sealed record ImportEntry(int Number, long End, ArticleInput? Article, string? Reason, ArticleParts Said, string? Note = null)
{
    public static ImportEntry Refused(int number, long end, string reason) => new(number, end, null, reason, ArticleParts.None);

    /// <summary>An article that says all that it has, and leaves out the rest.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="end">Bytes.</param>
    /// <param name="article">Its empty lists are not said.</param>
    /// <param name="hasTitle">False if its title is a weak one, which counts only where none is known.</param>
    /// <param name="date">What stands where its date should be; if that is none it is told.</param>
    public static ImportEntry Partial(int number, long end, ArticleInput article, bool hasTitle, string? date) => new(
        number, end, article, null,
        ArticleParts.Url
            | (hasTitle ? ArticleParts.Title : 0)
            | (article.PublishedAt is null ? 0 : ArticleParts.PublishedAt)
            | (article.Channels.Count == 0 ? 0 : ArticleParts.Channels)
            | (article.Keywords.Count == 0 ? 0 : ArticleParts.Keywords)
            | (article.Companies.Count == 0 ? 0 : ArticleParts.Companies)
            | (article.Authors.Count == 0 ? 0 : ArticleParts.Authors)
            | (article.Language is null ? 0 : ArticleParts.Language),
        date is null || article.PublishedAt is not null
            ? null
            : $"The date \"{SavedTexts.Short(date)}\" is neither ISO 8601 nor RFC 822; the article is taken without it.");
}
