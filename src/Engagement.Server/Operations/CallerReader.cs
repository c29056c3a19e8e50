using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Engagement.Data;
using Engagement.Readers;
using Engagement.Server.Auth;

namespace Engagement.Server.Operations;

/// <summary>Tells from a token who asks, in the product's own words.</summary>
internal sealed class CallerReader(IdentityOptions identity, ReaderOptions readers)
{
    /// <summary>What a reader is called whose token has no name: the subject may be an address of theirs.</summary>
    private const string Nameless = "Reader";

    /// <summary>Who a validated token speaks for; null for an anonymous caller.</summary>
    public Caller? Read(ClaimsPrincipal user) => CallerToken.From(user, identity) is { } token ? Read(token) : null;

    /// <summary>A token of any provider, cut to what a reader may be.</summary>
    private Caller Read(CallerToken token) => new(
        Subject(token.Subject),
        Text(token.Name, Caller.MaxNameLength) ?? Nameless,
        readers.AllowedPicture(token.Picture),
        [.. token.Badges.Select(b => Text(b, Caller.MaxBadgeLength)).OfType<string>().Distinct().Take(Caller.MaxBadges)],
        token.Roles,
        token.Advertisers,
        token.IssuedAt.UtcDateTime);

    /// <summary>
    /// A subject that is too long for a key, or none for the databases, is kept by its digest: cut, or with outer spaces that
    /// SQL Server does not compare, two readers could become one.
    /// </summary>
    private static string Subject(string subject) => TextRules.CheckKey(subject, Caller.MaxSubjectLength) is null
        ? subject
        : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)));

    /// <summary>Without control characters, those of text direction too, lone surrogates and outer white space, cut between code points; null if nothing is left.</summary>
    private static string? Text(string? text, int length)
    {
        if (text is null)
            return null;
        var kept = new StringBuilder();
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > length)
                break;
            if (rune != Rune.ReplacementChar && !Rune.IsControl(rune) && !TextRules.TurnsText(rune))
                kept.Append(rune);
        }
        return kept.ToString().Trim() is { Length: > 0 } left ? left : null;
    }
}
