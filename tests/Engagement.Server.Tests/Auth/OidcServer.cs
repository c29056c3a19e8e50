using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Xunit;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Engagement.Server.Tests.Auth;

/// <summary>
/// A real OpenID provider on a port of its own: discovery, keys and a token endpoint by OpenIddict. It grants tokens to
/// any client, with the subject, roles and other claims that the request's parameters name.
/// </summary>
internal sealed class OidcServer : IAsyncDisposable
{
    public const string Audience = "comments";

    private readonly WebApplication _app;
    private readonly HttpClient _client = new();
    private readonly List<IDisposable> _keys = [];

    private OidcServer(WebApplication app) => _app = app;

    /// <summary>With a slash at the end, as discovery says it.</summary>
    public string Issuer { get; private set; } = "";

    private OpenIddictServerOptions Options => _app.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue;

    /// <summary>What it signs with now.</summary>
    public SigningCredentials Signing => Options.SigningCredentials[0];

    public static async Task<OidcServer> StartAsync(string algorithm = SecurityAlgorithms.RsaSha256)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        List<IDisposable> keys = [];
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetTokenEndpointUris("connect/token").AllowClientCredentialsFlow().EnableDegradedMode();
            server.DisableAccessTokenEncryption().AddEphemeralEncryptionKey();
            server.Configure(options => options.SigningCredentials.Add(NewKey(algorithm, keys)));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(_ => default));
            server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(Grant));
            server.UseAspNetCore().DisableTransportSecurityRequirement();
        });
        var oidc = new OidcServer(builder.Build());
        oidc._keys.AddRange(keys);
        oidc._app.UseAuthentication();
        await oidc._app.StartAsync(TestContext.Current.CancellationToken);
        oidc.Issuer = oidc._app.Urls.Single() + "/";
        return oidc;
    }

    /// <summary>Asks the token endpoint, as a client would.</summary>
    public async Task<string> TokenAsync(string subject, string roles = "", TimeSpan? lifetime = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using FormUrlEncodedContent form = new(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "tests",
            ["client_secret"] = "any",
            ["subject"] = subject,
            ["roles"] = roles,
            ["lifetime"] = (lifetime ?? TimeSpan.FromMinutes(5)).TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        using var answer = await _client.PostAsync(Issuer + "connect/token", form, cancellationToken);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return body.GetProperty("access_token").GetString() ?? "";
    }

    /// <summary>From now on signs with a new key and no longer publishes the old one.</summary>
    public void Rotate(string algorithm = SecurityAlgorithms.RsaSha256)
    {
        var key = NewKey(algorithm, _keys);
        Options.SigningCredentials.Clear();
        Options.SigningCredentials.Add(key);
    }

    /// <summary>The published keys, as a client reads them.</summary>
    public async Task<string> KeySetAsync() =>
        await _client.GetStringAsync(Issuer + ".well-known/jwks", TestContext.Current.CancellationToken);

    /// <summary>A token that the endpoint would not give, signed with the provider's own key unless told otherwise.</summary>
    public string Sign(Action<SecurityTokenDescriptor> change)
    {
        var now = DateTime.UtcNow;
        SecurityTokenDescriptor token = new()
        {
            Issuer = Issuer,
            Audience = Audience,
            Claims = new Dictionary<string, object> { ["sub"] = "reader" },
            IssuedAt = now,
            NotBefore = now.AddMinutes(-1),
            Expires = now.AddMinutes(5),
            SigningCredentials = Signing,
        };
        change(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _keys.ForEach(key => key.Dispose());
    }

    private static ValueTask Grant(HandleTokenRequestContext context)
    {
        ClaimsIdentity identity = new("granted");
        identity.SetClaim("sub", (string?)context.Request["subject"]).SetClaim("name", "Ada");
        if ((string?)context.Request["roles"] is { Length: > 0 } roles)
            identity.SetClaims("roles", [.. roles.Split(' ')]);
        identity.SetClaims("badges", ["Top Commenter", "Founder"]);
        identity.SetAudiences(Audience);
        identity.SetAccessTokenLifetime(TimeSpan.FromSeconds(double.Parse((string?)context.Request["lifetime"] ?? "300", System.Globalization.CultureInfo.InvariantCulture)));
        identity.SetDestinations(_ => [OpenIddictConstants.Destinations.AccessToken]);
        context.SignIn(new ClaimsPrincipal(identity));
        return default;
    }

    private static SigningCredentials NewKey(string algorithm, List<IDisposable> keys)
    {
        SecurityKey key;
        if (algorithm.StartsWith("ES", StringComparison.Ordinal))
        {
            var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            keys.Add(curve);
            key = new ECDsaSecurityKey(curve);
        }
        else
        {
            var rsa = RSA.Create(2048);
            keys.Add(rsa);
            key = new RsaSecurityKey(rsa);
        }
        key.KeyId = Guid.NewGuid().ToString("N");
        return new SigningCredentials(key, algorithm);
    }
}
