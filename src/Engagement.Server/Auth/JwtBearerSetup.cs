using Engagement.Server.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Engagement.Server.Auth;

/// <summary>Turns <see cref="IdentityOptions"/> into those of the bearer handler.</summary>
internal sealed class JwtBearerSetup(
    IdentityOptions wanted, StorageFolder storage, TimeProvider time, ILoggerFactory loggers)
    : IConfigureNamedOptions<JwtBearerOptions>
{
    // OpenID Connect Core 1.0, section 2.
    private const int LongestSubject = 255;

    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.RequireHttpsMetadata = wanted.RequireHttpsMetadata;
        options.RefreshInterval = wanted.KeyRefreshInterval;
        options.AutomaticRefreshInterval = wanted.KeyLifetime;
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        options.TokenValidationParameters = new()
        {
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            RequireAudience = true,
            ValidateIssuer = true,
            ValidateAudience = true,
            ValidateLifetime = true,
            ValidAlgorithms = wanted.Algorithms is { Count: > 0 } ? wanted.Algorithms : IdentityOptions.Asymmetric,
            ValidAudience = wanted.Audience,
            ClockSkew = wanted.ClockSkew,
            NameClaimType = wanted.NameClaim,
            RoleClaimType = wanted.RoleClaim,
        };
        if (!string.IsNullOrWhiteSpace(wanted.Issuer))
            AcceptOnly(wanted.Issuer, options);
        options.Events = new JwtBearerEvents { OnTokenValidated = RequireSubject };

        if (wanted.IsUnset)
            AcceptDevelopmentKey(options);
        else if (!string.IsNullOrWhiteSpace(wanted.JwksFile))
            options.ConfigurationManager = new JwksFile(wanted.JwksFile, time, loggers.CreateLogger<JwksFile>());
        else
            options.Authority = wanted.Authority;
    }

    private void AcceptDevelopmentKey(JwtBearerOptions options)
    {
        var key = DevelopmentKey.LoadOrCreate(storage.Path);
        options.TokenValidationParameters.IssuerSigningKey = key.Public;
        options.TokenValidationParameters.ValidAudience = DevelopmentTokens.Audience;
        AcceptOnly(DevelopmentTokens.Issuer, options);
    }

    // As ValidIssuer alone, the discovered issuer would be accepted beside it.
    private static void AcceptOnly(string wanted, JwtBearerOptions options) =>
        options.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer == wanted
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("The issuer is not the configured one.") { InvalidIssuer = issuer };

    private static Task RequireSubject(TokenValidatedContext context)
    {
        var subject = context.Principal?.FindFirst("sub")?.Value;
        if (string.IsNullOrEmpty(subject) || subject.Length > LongestSubject || subject.Any(char.IsControl))
            context.Fail(new SecurityTokenException("The token has no usable subject."));
        return Task.CompletedTask;
    }
}

/// <summary>Runs after the handler's own set-up, which makes the manager of the discovered keys.</summary>
internal sealed class JwtBearerKeys : IPostConfigureOptions<JwtBearerOptions>
{
    public void PostConfigure(string? name, JwtBearerOptions options)
    {
        // By default keys that the provider withdrew are tried for another hour.
        if (options.ConfigurationManager is BaseConfigurationManager manager)
            manager.UseLastKnownGoodConfiguration = false;
    }
}
