using System.ComponentModel.DataAnnotations;
using Microsoft.IdentityModel.Tokens;

namespace Engagement.Server.Auth;

/// <summary>
/// Whose tokens are believed and which of their claims say what; section <c>Identity</c>. Outside Development either
/// <see cref="Authority"/> or <see cref="JwksFile"/> must be set; in Development with neither, the server's own key is
/// believed (<see cref="DevelopmentKey"/>).
/// A claim is named by its name, or by a path into an object as in <c>realm_access.roles</c>.
/// </summary>
public sealed class IdentityOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Identity";

    /// <summary>The OpenID provider's address; keys and issuer are discovered (OpenID Connect Discovery 1.0, section 4).</summary>
    public string? Authority { get; set; }

    /// <summary>
    /// A file with a JSON Web Key Set (RFC 7517) in place of discovery. Read again within a second of a change; a file
    /// that cannot be read leaves the keys as they were.
    /// </summary>
    public string? JwksFile { get; set; }

    /// <summary>
    /// The one <c>iss</c> that is accepted, compared exactly. Needed with <see cref="JwksFile"/>; with
    /// <see cref="Authority"/> the discovered one by default.
    /// </summary>
    public string? Issuer { get; set; }

    /// <summary>What <c>aud</c> must be or contain. Needed unless the development key is used.</summary>
    public string? Audience { get; set; }

    /// <summary>
    /// Signatures that are accepted. Default all asymmetric ones of RFC 7518, section 3.1: RS, PS and ES with 256, 384 and
    /// 512 bits. Symmetric ones and <c>none</c> cannot be allowed.
    /// </summary>
    public ICollection<string> Algorithms { get; } = [];

    /// <summary>Claim with roles: an array, or a string with spaces between. Unknown roles are ignored. Default <c>roles</c>.</summary>
    [Required]
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Claim with badges: an array or one string. Default <c>badges</c>.</summary>
    [Required]
    public string BadgeClaim { get; set; } = "badges";

    /// <summary>Claim with the channels that a moderator or publisher looks after: an array or one string. Nothing depends on them yet. Default <c>channels</c>.</summary>
    [Required]
    public string ChannelsClaim { get; set; } = "channels";

    /// <summary>Claim with the keys of the advertisers that a sponsor speaks for: an array or one string. Default <c>advertisers</c>.</summary>
    [Required]
    public string AdvertisersClaim { get; set; } = "advertisers";

    /// <summary>Claim with the name that readers see. Default <c>name</c>.</summary>
    [Required]
    public string NameClaim { get; set; } = "name";

    /// <summary>Claim with the address of the reader's picture. Default <c>picture</c>.</summary>
    [Required]
    public string PictureClaim { get; set; } = "picture";

    /// <summary>How far the provider's clock may be off. Default 30 seconds, at most 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Discovery over https only. Default true; false is refused outside Development unless the authority is a loopback address.</summary>
    public bool RequireHttpsMetadata { get; set; } = true;

    /// <summary>
    /// How often, at most, a token with an unknown key makes the provider's keys be read again. The token that shows a new
    /// key first may be refused while they are read; the next one passes. Default 10 seconds, at least 1.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeyRefreshInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often the provider's keys are read again in any case: a key that it withdrew is refused after this time.
    /// Default 10 minutes, at least 5.
    /// </summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromMinutes(10);

    internal static readonly string[] Asymmetric =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Neither a provider nor a key file is named.</summary>
    internal bool IsUnset => string.IsNullOrWhiteSpace(Authority) && string.IsNullOrWhiteSpace(JwksFile);
}
