namespace Engagement.Articles;

/// <summary>What an article of a call has and wants.</summary>
/// <param name="Present">The hash of its URL now; null if it is new.</param>
/// <param name="Wanted">The hash of the URL that it is to have.</param>
internal readonly record struct UrlClaim(string? Present, string Wanted);

/// <summary>Who gets which URL when one call moves several, so that articles can exchange theirs.</summary>
internal static class UrlClaims
{
    /// <summary>
    /// The claims that cannot be met. Whoever has a URL and keeps it comes first, then the order of the call; one that is
    /// refused keeps what it has, which may refuse another.
    /// </summary>
    /// <param name="claims">In the order of the call.</param>
    /// <param name="taken">Hashes of the URLs of all other articles.</param>
    public static IReadOnlySet<int> Refused(IReadOnlyList<UrlClaim> claims, IReadOnlySet<string> taken)
    {
        var refused = new HashSet<int>();
        int before;
        do
        {
            before = refused.Count;
            var held = new HashSet<string>(taken);
            foreach (var (i, claim) in claims.Index())
                if (claim.Present is not null && (claim.Present == claim.Wanted || refused.Contains(i)))
                    held.Add(claim.Present);
            foreach (var (i, claim) in claims.Index())
                if (claim.Present != claim.Wanted && !refused.Contains(i) && !held.Add(claim.Wanted))
                    refused.Add(i);
        }
        while (refused.Count > before);
        return refused;
    }
}
