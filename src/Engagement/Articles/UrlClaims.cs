namespace Engagement.Articles;

/// <summary>What is one article's alone about a URL.</summary>
/// <param name="Exact">From <see cref="ArticleUrl.Hash"/>; no two rows have the same.</param>
/// <param name="Page">From <see cref="UrlIdentity.HashOf"/>; two rows of a version before these rules may have the same.</param>
internal readonly record struct UrlNames(string Exact, string Page)
{
    public static UrlNames Of(Article article) => new(article.UrlHash, UrlIdentity.HashOf(article.Url));

    public static UrlNames Of(ArticleDraft draft) => new(draft.UrlHash, draft.Address);

    /// <summary>Both. They are hashes of different texts, one with a scheme and one without: one set holds both kinds.</summary>
    public IEnumerable<string> All => [Exact, Page];
}

/// <summary>What an article of a call has and wants.</summary>
/// <param name="Present">Of its URL now; null if it is new.</param>
/// <param name="Wanted">Of the URL that it is to have.</param>
internal readonly record struct UrlClaim(UrlNames? Present, UrlNames Wanted)
{
    /// <summary>What it has already of what it wants.</summary>
    public IEnumerable<string> Kept => Present is { } present ? Wanted.All.Intersect(present.All) : [];

    /// <summary>What it has not.</summary>
    public IEnumerable<string> Taken => Present is { } present ? Wanted.All.Except(present.All) : Wanted.All;
}

/// <summary>Who gets which URL when one call moves several, so that articles can exchange theirs.</summary>
internal static class UrlClaims
{
    /// <summary>
    /// The claims that cannot be met. Whoever has a URL and keeps it comes first, then the order of the call; one that is
    /// refused keeps what it has, which may refuse another.
    /// </summary>
    /// <param name="claims">In the order of the call.</param>
    /// <param name="taken">What the URLs of all other articles have.</param>
    public static IReadOnlySet<int> Refused(IReadOnlyList<UrlClaim> claims, IReadOnlySet<string> taken)
    {
        var refused = new HashSet<int>();
        int before;
        do
        {
            before = refused.Count;
            var held = new HashSet<string>(taken);
            foreach (var (i, claim) in claims.Index())
                held.UnionWith(refused.Contains(i) ? claim.Present?.All ?? [] : claim.Kept);
            foreach (var (i, claim) in claims.Index().Where(c => !refused.Contains(c.Index)))
                if (claim.Taken.Any(held.Contains))
                    refused.Add(i);
                else
                    held.UnionWith(claim.Taken);
        }
        while (refused.Count > before);
        return refused;
    }
}
