using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Engagement.Benchmarks.Load;

/// <summary>Tokens as an OpenID provider signs them (RS256, 2,048 bits), and the key file that makes a server believe them.</summary>
internal sealed class LoadTokens : IDisposable
{
    private const string Issuer = "urn:engagement:load", Audience = "engagement", KeyId = "load";

    private readonly RSA _key = RSA.Create(2048);

    /// <summary>Writes the key file and says what a server in Production needs to be told.</summary>
    public IReadOnlyList<string> Settings(string folder)
    {
        var file = Path.Combine(folder, "keys.json");
        var key = _key.ExportParameters(includePrivateParameters: false);
        var jwk = new { kty = "RSA", use = "sig", kid = KeyId, n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
        File.WriteAllText(file, JsonSerializer.Serialize(new { keys = new[] { jwk } }));
        return [$"Identity:JwksFile={file}", $"Identity:Issuer={Issuer}", $"Identity:Audience={Audience}"];
    }

    /// <summary>A day long.</summary>
    public string Issue(string subject, string role) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = Audience,
        Claims = new Dictionary<string, object> { ["sub"] = subject, ["name"] = $"Reader {subject}", ["roles"] = new[] { role } },
        Expires = DateTime.UtcNow.AddDays(1),
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(_key) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256),
    });

    public void Dispose() => _key.Dispose();
}
