namespace Engagement.Articles;

/// <summary>What a publisher says of an article, checked and in canonical form.</summary>
/// <param name="Key">1–200 characters.</param>
/// <param name="Url">As <see cref="ArticleUrl"/> writes it.</param>
/// <param name="Title">Without outer white space.</param>
/// <param name="State">Whether the public sees it.</param>
/// <param name="PublishedAt">UTC, whole milliseconds.</param>
/// <param name="Language">As <see cref="LanguageTag"/> writes it.</param>
/// <param name="IsSensitive">Whether nothing is sold beside it.</param>
/// <param name="Terms">By kind, each in the order given; their article is not known yet and 0.</param>
internal sealed record ArticleDraft(
    string Key, string Url, string Title, ArticleState State, DateTime? PublishedAt, string? Language, bool IsSensitive, IReadOnlyList<ArticleTerm> Terms)
{
    /// <summary>What of it replaces what is known; usually all.</summary>
    public ArticleParts Said { get; init; } = ArticleParts.All;

    /// <summary>Of <see cref="Url"/>.</summary>
    public string UrlHash { get; } = ArticleUrl.Hash(Url);

    /// <summary>Of the page that <see cref="Url"/> names, as look-ups find it.</summary>
    public string Address => UrlIdentity.HashOf(Url);

    /// <summary>Whether the article says all of this already.</summary>
    /// <param name="article">The row.</param>
    /// <param name="terms">All of its terms, in any order.</param>
    public bool Matches(Article article, IReadOnlyCollection<ArticleTerm> terms) =>
        (article.Url, article.Title, article.State, article.PublishedAt, article.Language, article.IsSensitive) == (Url, Title, State, PublishedAt, Language, IsSensitive)
        && terms.Count == Terms.Count && terms.ToHashSet().SetEquals(TermsOf(article.Id));

    /// <summary>Makes the row say this.</summary>
    public void CopyTo(Article article) =>
        (article.Url, article.UrlHash, article.Title, article.State, article.PublishedAt, article.Language, article.IsSensitive) =
            (Url, UrlHash, Title, State, PublishedAt, Language, IsSensitive);

    /// <summary>All of the article that a draft says parts of.</summary>
    /// <param name="known">The article; its key and its state stay.</param>
    /// <param name="terms">All of its terms.</param>
    /// <param name="keepsUrl">Whether its URL stays, too.</param>
    public ArticleDraft CompletedBy(Article known, IReadOnlyCollection<ArticleTerm> terms, bool keepsUrl) => new(
        known.Key,
        Says(ArticleParts.Url) && !keepsUrl ? Url : known.Url,
        Says(ArticleParts.Title) ? Title : known.Title,
        known.State,
        Says(ArticleParts.PublishedAt) ? PublishedAt : known.PublishedAt ?? PublishedAt,
        Says(ArticleParts.Language) ? Language : known.Language ?? Language,
        known.IsSensitive,
        [.. Enum.GetValues<TermKind>().SelectMany(kind => Choose(kind, terms))]);

    private IEnumerable<ArticleTerm> Choose(TermKind kind, IReadOnlyCollection<ArticleTerm> terms)
    {
        var known = terms.Where(t => t.Kind == kind).ToList();
        return known.Count == 0 || Says(PartOf(kind)) ? Terms.Where(t => t.Kind == kind) : known;
    }

    private bool Says(ArticleParts part) => Said.HasFlag(part);

    private static ArticleParts PartOf(TermKind kind) => kind switch
    {
        TermKind.Channel => ArticleParts.Channels,
        TermKind.Keyword => ArticleParts.Keywords,
        TermKind.Company => ArticleParts.Companies,
        TermKind.Author => ArticleParts.Authors,
        _ => ArticleParts.Rest,
    };

    /// <summary>The terms as rows of an article.</summary>
    public IReadOnlyList<ArticleTerm> TermsOf(long articleId) => [.. Terms.Select(t => t with { ArticleId = articleId })];
}
