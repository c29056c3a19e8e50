using Engagement.Articles;

namespace Engagement.Discovery.Terms;

/// <summary>
/// Something that public articles have in common, and how many have it. Rows are made when first needed and stay, be it
/// with no articles.
/// </summary>
internal sealed class Term
{
    /// <summary>
    /// The id of the term of <see cref="Facet.All"/>, which is always there. Its row is the lock of all: whoever makes, counts
    /// or describes a term locks it first, after all articles and readers. So two that make the same term are one case, and
    /// there is no order of terms to keep; the lock is held from the last statements of a registration to its commit.
    /// </summary>
    public const long AllId = 1;

    /// <summary>The longest description, in user-perceived characters.</summary>
    public const int MaxDescriptionLength = 300;

    public required long Id { get; init; }
    public required Facet Facet { get; init; }

    /// <summary>1–200 characters, compared exactly; empty for <see cref="Facet.All"/>.</summary>
    public required string Value { get; init; }

    /// <summary>A company's name as <see cref="TitleWords.Name"/> writes it, to be found in titles; empty for what is no company.</summary>
    public string Folded { get; init; } = "";

    /// <summary>Articles that have it, each PUBLISHED and not merged into another: its rows in <see cref="TermArticle"/>.</summary>
    public int Articles { get; set; }

    /// <summary>The line under a channel's name, 1–300 characters.</summary>
    public string? Description { get; set; }

    /// <summary>Whether readers are shown it: it has articles, or the publisher says something of it.</summary>
    public bool IsShown => Articles > 0 || Description is not null;

    public static Term New(Facet facet, string value, DateTime now) => new()
    {
        Id = Data.Ids.New(now), Facet = facet, Value = value, Folded = facet == Facet.Company ? TitleWords.Name(value) : "",
    };
}

/// <summary>A public article under one of its terms, in the order in which they are listed.</summary>
internal sealed class TermArticle
{
    public required long TermId { get; init; }

    /// <summary>From <see cref="TimeOf"/>.</summary>
    public required DateTime At { get; init; }

    public required long ArticleId { get; init; }

    /// <summary>What articles are ordered by, UTC: when it came out, or was registered if nobody said when it came out.</summary>
    public static DateTime TimeOf(Article article) => article.PublishedAt ?? article.CreatedAt;
}

/// <summary>Up to where an article's terms are written.</summary>
internal sealed class ArticleIndexing
{
    public required long ArticleId { get; init; }

    /// <summary>The <see cref="Article.SettingsVersion"/> of which they are.</summary>
    public required long SettingsVersion { get; set; }
}
