using Engagement.Server.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Engagement.Server.Auth;

/// <summary>Sets up who is believed to be whom.</summary>
internal static class IdentityExtensions
{
    /// <summary>
    /// JSON Web Tokens in <c>Authorization: Bearer</c> by <see cref="IdentityOptions"/>, which are checked when the server
    /// starts; <see cref="TokenAuthentication"/> for tokens that come another way.
    /// </summary>
    /// <param name="services">Of the host, which registers the <see cref="StorageFolder"/> with the development key.</param>
    /// <param name="configuration">Section <c>Identity</c>.</param>
    /// <param name="environment">Development may do without a provider.</param>
    public static IServiceCollection AddEngagementIdentity(
        this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings<IdentityOptions>(configuration, IdentityOptions.Section);
        services.AddSingleton<IValidateOptions<IdentityOptions>>(new IdentityRules(environment));
        services.AddSingleton<DevelopmentTokens>(); // made, with the key, for who asks for it
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        // After the handler's own, so that ours have the last word.
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, JwtBearerSetup>();
        services.AddSingleton<IPostConfigureOptions<JwtBearerOptions>, JwtBearerKeys>();
        services.AddSingleton<TokenAuthentication>();
        services.AddHostedService<IdentityStart>();
        return services;
    }

    /// <summary>
    /// Who calls: anonymous without a token. A token that is not good is answered 401 with <c>WWW-Authenticate</c>
    /// (RFC 6750, section 3) whatever is asked for: silently anonymous, a reader would lose held comments and rights.
    /// </summary>
    /// <param name="app">Of the host.</param>
    /// <param name="saysItself">Requests whose endpoint refuses the token in its own words; the header is set here all the same.</param>
    public static IApplicationBuilder UseEngagementIdentity(this IApplicationBuilder app, Predicate<HttpContext>? saysItself = null)
    {
        // Or the host puts the framework's middleware first by itself, which makes a scope and a handler to find no token in most requests.
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        return app.Use(async (context, next) =>
        {
            var result = await context.AuthenticateTokenAsync();
            if (result.Principal is { } caller)
                context.User = caller;
            if (result.Failure is not null)
                await context.ChallengeAsync();
            if (result.Failure is null || saysItself?.Invoke(context) == true)
                await next(context);
        });
    }

    /// <summary>What became of a request's token. The handler keeps its result: a token is not validated twice.</summary>
    public static ValueTask<AuthenticateResult> AuthenticateTokenAsync(this HttpContext context) => context.Request.Headers.Authorization.Count == 0
        ? ValueTask.FromResult(AuthenticateResult.NoResult())
        : new(context.AuthenticateAsync());
}

/// <summary>Reads the keys' source at the start: a key file that cannot be used must not wait for the first caller.</summary>
internal sealed class IdentityStart(IOptionsMonitor<JwtBearerOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        options.Get(JwtBearerDefaults.AuthenticationScheme);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
