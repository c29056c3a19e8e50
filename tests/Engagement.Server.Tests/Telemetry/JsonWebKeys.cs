using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Engagement.Server.Tests.Telemetry;

/// <summary>A key file for a server that is not in Development.</summary>
internal static class JsonWebKeys
{
    /// <summary>The public half as a JSON Web Key Set (RFC 7517).</summary>
    public static string Of(ECDsa key)
    {
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(key.ExportParameters(includePrivateParameters: false))));
        return JsonSerializer.Serialize(new { keys = new[] { new { kty = jwk.Kty, crv = jwk.Crv, x = jwk.X, y = jwk.Y, kid = "test", alg = "ES256", use = "sig" } } });
    }
}
