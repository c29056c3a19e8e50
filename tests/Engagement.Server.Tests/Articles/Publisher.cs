using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Engagement.Server.Tests.Articles;

/// <summary>A publisher that signs tickets with a key of its own.</summary>
internal sealed class Publisher(string algorithm = SecurityAlgorithms.EcdsaSha256) : IDisposable
{
    public const string Issuer = "https://press.example/", Audience = "engagement-tickets";

    private readonly AsymmetricAlgorithm _key = algorithm == SecurityAlgorithms.EcdsaSha256 ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(2048);

    /// <summary>The settings of a server that believes it.</summary>
    public string[] Settings => [$"Tickets:PublicKeys:0={_key.ExportSubjectPublicKeyInfoPem()}", $"Tickets:Issuer={Issuer}", $"Tickets:Audience={Audience}"];

    /// <summary>Its key set, as a file has it.</summary>
    public string Jwks
    {
        get
        {
            var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(((ECDsa)_key).ExportParameters(false))));
            return $$"""{"keys": [{"kty": "EC", "crv": "{{key.Crv}}", "x": "{{key.X}}", "y": "{{key.Y}}"}]}""";
        }
    }

    /// <summary>A good ticket, but for what the test changes.</summary>
    public string Sign(string key, Action<SecurityTokenDescriptor>? change = null, string? url = null, string[]? channels = null)
    {
        var ticket = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Expires = DateTime.UtcNow.AddHours(1),
            Claims = new Dictionary<string, object> { ["key"] = key, ["url"] = url ?? $"https://news.example/{key}", ["title"] = $"About {key}", ["channels"] = channels ?? ["news"] },
            SigningCredentials = new SigningCredentials(_key is RSA rsa ? new RsaSecurityKey(rsa) : new ECDsaSecurityKey((ECDsa)_key), algorithm),
        };
        change?.Invoke(ticket);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(ticket);
    }

    public void Dispose() => _key.Dispose();
}
