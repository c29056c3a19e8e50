using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Engagement.Server.Auth;

/// <summary>Sets up which pages and which proxies are trusted.</summary>
public static class NetworkExtensions
{
    /// <summary>The CORS policy of <see cref="NetworkOptions.AllowedOrigins"/>, for endpoints that pages use: <c>RequireCors</c>.</summary>
    public const string CorsPolicy = "pages";

    /// <summary>Binds <see cref="NetworkOptions"/>, which are checked when the server starts; adds <see cref="AllowedOrigins"/>.</summary>
    public static IServiceCollection AddEngagementNetwork(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NetworkOptions>().Bind(configuration.GetSection(NetworkOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NetworkOptions>, NetworkRules>();
        services.AddSingleton<AllowedOrigins>();
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<AllowedOrigins>((cors, allowed) => cors.AddPolicy(CorsPolicy, policy => policy
            .WithOrigins([.. allowed.Origins])
            .WithMethods(HttpMethods.Get, HttpMethods.Post)
            .AllowAnyHeader()
            .WithExposedHeaders(HeaderNames.ETag, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate)
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));
        return services;
    }

    /// <summary>
    /// First of all in the pipeline: the caller's address and scheme as a trusted proxy saw them, then CORS for the
    /// endpoints that ask for <see cref="CorsPolicy"/>.
    /// </summary>
    public static IApplicationBuilder UseEngagementNetwork(this IApplicationBuilder app)
    {
        var proxies = app.ApplicationServices.GetRequiredService<IOptions<NetworkOptions>>().Value.Proxies.ToList();
        if (proxies.Count > 0)
        {
            // No limit to the hops: the walk ends at the first address that is not trusted.
            ForwardedHeadersOptions forwarded = new()
            {
                ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
                ForwardLimit = null,
            };
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in proxies)
                forwarded.KnownIPNetworks.Add(proxy);
            app.UseForwardedHeaders(forwarded);
        }
        return app.UseCors();
    }
}
