using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Engagement.Server.Auth;

/// <summary>
/// Whose tickets are believed: what the publisher signs for a page whose article may not be registered yet, so that the first
/// comment registers it; section <c>Tickets</c>. Off unless <see cref="JwksFile"/> or <see cref="PublicKeys"/> is set.
/// Signatures are asymmetric, those of <see cref="IdentityOptions.Algorithms"/>'s default.
/// </summary>
public sealed class TicketOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Tickets";

    /// <summary>
    /// A file with the publisher's JSON Web Key Set (RFC 7517). Read again within a second of a change; a file that cannot be
    /// read leaves the keys as they were. Default none.
    /// </summary>
    public string? JwksFile { get; set; }

    /// <summary>The publisher's public keys, RSA or EC, each as PEM (RFC 7468, section 13), in place of a file. Default none.</summary>
    public ICollection<string> PublicKeys { get; } = [];

    /// <summary>The one <c>iss</c> that is accepted, compared exactly. Needed where tickets are on.</summary>
    public string? Issuer { get; set; }

    /// <summary>What <c>aud</c> must be or contain; one of its own and not <see cref="IdentityOptions.Audience"/>, so that no other token passes. Needed where tickets are on.</summary>
    public string? Audience { get; set; }

    /// <summary>How far the publisher's clock may be off. Default 30 seconds, at most 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    internal bool IsOn => !string.IsNullOrWhiteSpace(JwksFile) || PublicKeys.Count > 0;

    /// <summary>The key in a PEM text; null if there is none.</summary>
    internal static SecurityKey? ReadKey(string pem)
    {
        try
        {
            var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return ReadCurve(pem);
        }
    }

    private static ECDsaSecurityKey? ReadCurve(string pem)
    {
        try
        {
            var curve = ECDsa.Create();
            curve.ImportFromPem(pem);
            return new ECDsaSecurityKey(curve);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What <see cref="TicketOptions"/> must be for the server to start.</summary>
internal sealed class TicketRules(IOptions<IdentityOptions> identity) : IValidateOptions<TicketOptions>
{
    public ValidateOptionsResult Validate(string? name, TicketOptions options)
    {
        var failures = Failures(options).ToList();
        return failures is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(TicketOptions options)
    {
        if (!options.IsOn)
        {
            if (!string.IsNullOrWhiteSpace(options.Issuer) || !string.IsNullOrWhiteSpace(options.Audience))
                yield return "Tickets: set JwksFile or PublicKeys; without keys no ticket is taken.";
            yield break;
        }
        if (!string.IsNullOrWhiteSpace(options.JwksFile) && options.PublicKeys.Count > 0)
            yield return "Tickets: JwksFile and PublicKeys are both set; one of them must go.";
        if (string.IsNullOrWhiteSpace(options.Issuer))
            yield return "Tickets:Issuer is not set; keys do not name one.";
        if (string.IsNullOrWhiteSpace(options.Audience))
            yield return "Tickets:Audience is not set: tokens made for other services would be accepted.";
        else if (options.Audience == identity.Value.Audience)
            yield return "Tickets:Audience is Identity:Audience: a ticket could pass for a reader's token, and the reverse. Tickets have one of their own.";
        if (!string.IsNullOrWhiteSpace(options.JwksFile) && Auth.JwksFile.TryRead(options.JwksFile, out _) is { } problem)
            yield return $"Tickets:JwksFile: {problem}";
        foreach (var (i, pem) in options.PublicKeys.Index())
            if (TicketOptions.ReadKey(pem) is null)
                yield return $"Tickets:PublicKeys:{i} is no RSA or EC key in PEM.";
    }
}
