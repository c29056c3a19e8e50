using Engagement.Readers;
using Engagement.Server.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Engagement.Server.Auth;

/// <summary>Signs tokens that a server in Development with the same storage directory accepts.</summary>
internal sealed class DevelopmentTokens
{
    /// <summary>The <c>iss</c>; no address, nothing is to be found there.</summary>
    public const string Issuer = "urn:engagement:development";

    /// <summary>The <c>aud</c>.</summary>
    public const string Audience = "engagement";

    private readonly DevelopmentKey _key;
    private readonly IdentityOptions _claims;
    private readonly TimeProvider _time;

    /// <summary>Uses the key of the storage folder, which is made if need be.</summary>
    /// <param name="storage">The server's.</param>
    /// <param name="identity">The server's.</param>
    /// <param name="environment">The server's.</param>
    /// <param name="time">For <c>iat</c> and <c>exp</c>.</param>
    /// <exception cref="InvalidOperationException">
    /// The server would not accept them: the environment is not Development, or <c>Identity</c> is set.
    /// </exception>
    public DevelopmentTokens(StorageFolder storage, IOptions<IdentityOptions> identity, IHostEnvironment environment, TimeProvider time)
    {
        if (!environment.IsDevelopment())
            throw new InvalidOperationException(
                $"Tokens are handed out in the environment Development only; this one is {environment.EnvironmentName}.");
        if (!identity.Value.IsUnset) // not before: outside Development they need not be valid
            throw new InvalidOperationException(
                "Identity:Authority or Identity:JwksFile is set: the server accepts that provider's tokens, not its own.");
        (_key, _claims, _time) = (DevelopmentKey.LoadOrCreate(storage.Path), identity.Value, time);
    }

    /// <summary>A signed token, valid from now on.</summary>
    /// <param name="subject">1–255 characters.</param>
    /// <param name="roles">Written into the token in lower case.</param>
    /// <param name="name">Left out if null.</param>
    /// <param name="badges">Left out if empty.</param>
    /// <param name="lifetime">More than 0.</param>
    /// <param name="advertisers">Left out if empty.</param>
    public string Issue(string subject, Roles roles, string? name, IReadOnlyCollection<string> badges, TimeSpan lifetime, params IReadOnlyCollection<string> advertisers)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        var now = _time.GetUtcNow().UtcDateTime;
        Dictionary<string, object> claims = new() { ["sub"] = subject };
        if (name is not null)
            claims[_claims.NameClaim] = name;
        if (badges.Count > 0)
            claims[_claims.BadgeClaim] = badges.ToArray();
        if (advertisers.Count > 0)
            claims[_claims.AdvertisersClaim] = advertisers.ToArray();
        if (roles != Roles.None)
            claims[_claims.RoleClaim] = roles.Each().Select(role => role.ToString().ToLowerInvariant()).ToArray();

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Claims = claims,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            SigningCredentials = new SigningCredentials(_key.Private, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
