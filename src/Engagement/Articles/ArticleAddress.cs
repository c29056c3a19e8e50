namespace Engagement.Articles;

/// <summary>
/// A URL at which an article stands or stood: what look-ups by URL go through. One URL names one article; who is registered
/// at a URL now has it before one that was there formerly.
/// </summary>
internal sealed class ArticleAddress
{
    /// <summary>From <see cref="UrlIdentity.HashOf"/>; the key.</summary>
    public required string Hash { get; init; }

    /// <summary>Never one that was merged into another.</summary>
    public required long ArticleId { get; set; }

    /// <summary>As <see cref="ArticleUrl"/> writes it.</summary>
    public required string Url { get; set; }
}
