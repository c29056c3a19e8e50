using System.Globalization;
using System.Security.Claims;
using Engagement.Readers;

namespace Engagement.Server.Auth;

/// <summary>A validated token in our own words, whatever its provider calls things.</summary>
/// <param name="Issuer">The <c>iss</c>.</param>
/// <param name="Subject">The <c>sub</c>, 1–255 characters, unique together with the issuer.</param>
/// <param name="Name">As the provider wrote it, untrimmed and of any length; null if there is none.</param>
/// <param name="Picture">As the provider wrote it; null if there is none.</param>
/// <param name="Roles">Those that are known here.</param>
/// <param name="Badges">In the token's order, none twice.</param>
/// <param name="Channels">In the token's order, none twice.</param>
/// <param name="Advertisers">In the token's order, none twice.</param>
/// <param name="IssuedAt">
/// UTC, whole seconds: <c>iat</c>, else <c>nbf</c>, else the start of 1970, so that a token that hides its age never
/// counts as newer than another.
/// </param>
/// <param name="ExpiresAt">UTC, whole seconds.</param>
internal sealed record CallerToken(
    string Issuer,
    string Subject,
    string? Name,
    string? Picture,
    Roles Roles,
    IReadOnlyList<string> Badges,
    IReadOnlyList<string> Channels,
    IReadOnlyList<string> Advertisers,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt)
{
    /// <summary>Reads a principal that was validated by <see cref="IdentityExtensions.AddEngagementIdentity"/>.</summary>
    /// <returns>Null for an anonymous one.</returns>
    public static CallerToken? From(ClaimsPrincipal principal, IdentityOptions options)
    {
        if (principal is not { Identity.IsAuthenticated: true } || principal.FindFirst("sub") is not { } subject)
            return null;

        return new(
            principal.FindFirst("iss")?.Value ?? subject.Issuer,
            subject.Value,
            principal.ValuesOf(options.NameClaim).FirstOrDefault(),
            principal.ValuesOf(options.PictureClaim).FirstOrDefault(),
            RolesIn(principal.ValuesOf(options.RoleClaim)),
            [.. principal.ValuesOf(options.BadgeClaim).Distinct()],
            [.. principal.ValuesOf(options.ChannelsClaim).Distinct()],
            [.. principal.ValuesOf(options.AdvertisersClaim).Distinct()],
            Time(principal, "iat") ?? Time(principal, "nbf") ?? DateTimeOffset.UnixEpoch,
            Time(principal, "exp") ?? DateTimeOffset.UnixEpoch);
    }

    private static Roles RolesIn(IEnumerable<string> values)
    {
        var roles = Roles.None;
        foreach (var name in values.SelectMany(value => value.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            roles |= name.ToUpperInvariant() switch
            {
                "READER" => Roles.Reader,
                "MODERATOR" => Roles.Moderator,
                "PUBLISHER" => Roles.Publisher,
                "SPONSOR" => Roles.Sponsor,
                "ADMIN" => Roles.Admin,
                _ => Roles.None,
            };
        return roles;
    }

    // Seconds since 1970, maybe with a fraction (NumericDate, RFC 7519, section 2).
    private static DateTimeOffset? Time(ClaimsPrincipal principal, string claim) =>
        double.TryParse(principal.FindFirst(claim)?.Value, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and < 253_402_300_800 // the year 10000
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
}
