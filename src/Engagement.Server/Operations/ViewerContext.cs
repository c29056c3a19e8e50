using System.Security.Cryptography;
using System.Text;
using Engagement.Data;
using Engagement.Live;
using Engagement.Readers;
using Engagement.Server.Auth;
using Engagement.Transport;
using ReaderToken = Engagement.Readers.Caller;

namespace Engagement.Server.Operations;

/// <summary>Tells the product who asks, in the product's own words.</summary>
internal sealed class ViewerContext(IdentityOptions identity, ReaderOptions readers) : IUserContextFactory
{
    /// <summary>What a reader is called whose token has no name: the subject may be an address of theirs.</summary>
    private const string Nameless = "Reader";

    public ValueTask<IDictionary<string, object?>> CreateAsync(OperationContext operation, CancellationToken cancellationToken)
    {
        operation.Services.GetRequiredService<LiveSubscriptions>().WaitForRoomAsync = operation.WaitForRoomAsync;
        operation.Services.GetRequiredService<Visitor>().Read(operation.RemoteAddress, operation.Headers);
        if (CallerToken.From(operation.Caller.User, identity) is { } token)
            operation.Services.GetRequiredService<Viewer>().Caller = Read(token);
        return ValueTask.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>());
    }

    /// <summary>A token of any provider, cut to what a reader may be.</summary>
    private ReaderToken Read(CallerToken token) => new(
        Subject(token.Subject),
        Text(token.Name, ReaderToken.MaxNameLength) ?? Nameless,
        readers.AllowedPicture(token.Picture),
        [.. token.Badges.Select(b => Text(b, ReaderToken.MaxBadgeLength)).OfType<string>().Distinct().Take(ReaderToken.MaxBadges)],
        token.Roles,
        token.Advertisers,
        token.IssuedAt.UtcDateTime);

    /// <summary>
    /// A subject that is too long for a key, or none for the databases, is kept by its digest: cut, or with outer spaces that
    /// SQL Server does not compare, two readers could become one.
    /// </summary>
    private static string Subject(string subject) => TextRules.CheckKey(subject, ReaderToken.MaxSubjectLength) is null
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
            if (rune != Rune.ReplacementChar && !Rune.IsControl(rune) && !TurnsText(rune))
                kept.Append(rune);
        }
        return kept.ToString().Trim() is { Length: > 0 } left ? left : null;
    }

    /// <summary>Embeddings, overrides and isolates (UAX #9, section 2): they reach beyond the name and feign others'.</summary>
    private static bool TurnsText(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
