namespace Engagement.Readers;

/// <summary>Who asks, as the token says; an anonymous caller is null instead.</summary>
/// <param name="Subject">The token's <c>sub</c>, 1–200 characters, compared exactly: what makes a reader one.</param>
/// <param name="Name">Shown beside comments, 1–100 characters.</param>
/// <param name="Picture">An absolute https URL on an allowed host, or null.</param>
/// <param name="Badges">Short labels, at most 5 of 40 characters.</param>
/// <param name="Roles">All roles that the token carries.</param>
/// <param name="Advertisers">Keys of the advertisers that a sponsor speaks for.</param>
/// <param name="IssuedAt">The token's <c>iat</c>, UTC: a reader is changed only by a newer token.</param>
public sealed record Caller(
    string Subject,
    string Name,
    string? Picture,
    IReadOnlyList<string> Badges,
    Roles Roles,
    IReadOnlyList<string> Advertisers,
    DateTime IssuedAt)
{
    public const int MaxSubjectLength = 200;
    public const int MaxNameLength = 100;
    public const int MaxPictureLength = 500;
    public const int MaxBadges = 5;
    public const int MaxBadgeLength = 40;

    /// <summary>Whether the caller has one of the roles; an admin has all.</summary>
    public bool Is(Roles roles) => (Roles & (roles | Roles.Admin)) != 0;
}
