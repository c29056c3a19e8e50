using System.Net;
using Engagement.Server.Endpoints;
using Engagement.Server.Hosting;
using Engagement.Transport;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Engagement.Server.Auth;

/// <summary>Sets up which pages and which proxies are trusted.</summary>
internal static class NetworkExtensions
{
    /// <summary>The CORS policy of <see cref="NetworkOptions.AllowedOrigins"/>, for endpoints that pages use: <c>RequireCors</c>.</summary>
    public const string CorsPolicy = "pages";

    /// <summary>Header of a request whose sender a trusted proxy takes for a program. Whoever sets it harms nobody but themselves.</summary>
    public const string ProgramMark = "X-Engagement-Program";

    /// <summary>
    /// Binds <see cref="NetworkOptions"/>, which are checked when the server starts. CORS holds browsers to the origins over
    /// HTTP; a WebSocket has no CORS, so the transport is told of them too.
    /// </summary>
    public static IServiceCollection AddEngagementNetwork(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<NetworkOptions>(configuration, NetworkOptions.Section);
        services.AddSingleton<IValidateOptions<NetworkOptions>, NetworkRules>();
        services.AddCors();
        services.Configure<RouteOptions>(routes => routes.SuppressCheckForUnhandledSecurityMetadata = true); // or it misses CORS where no page asks
        services.AddOptions<CorsOptions>().Configure<NetworkOptions>((cors, network) => cors.AddPolicy(CorsPolicy, policy => policy
            .WithOrigins([.. network.Origins])
            .WithMethods(HttpMethods.Get, HttpMethods.Post)
            .AllowAnyHeader()
            .WithExposedHeaders(HeaderNames.ETag, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate)
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));
        services.AddOptions<CorsOptions>().Configure(cors => cors.AddPolicy(PublicReads.CorsPolicy, policy => policy
            .AllowAnyOrigin()
            .WithMethods(PublicReads.Methods)
            .AllowAnyHeader()
            .WithExposedHeaders(HeaderNames.ETag, HeaderNames.RetryAfter)
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));
        services.AddOptions<TransportOptions>().Configure<NetworkOptions>((transport, network) =>
        {
            foreach (var origin in network.Origins)
                transport.AllowedOrigins.Add(origin);
        });
        return services;
    }

    /// <summary>
    /// First of all in the pipeline: the caller's address and scheme as a trusted proxy saw them, then CORS for the
    /// endpoints that ask for <see cref="CorsPolicy"/>.
    /// </summary>
    public static IApplicationBuilder UseEngagementNetwork(this IApplicationBuilder app)
    {
        var network = app.ApplicationServices.GetRequiredService<NetworkOptions>();
        var proxies = network.Proxies.ToList();
        if (network.ProgramHeader is { } verdict)
            app.Use(next => context =>
            {
                if (context.Request.Headers[verdict].Any(said => said is not (null or "0" or "false" or "")) && IsFrom(proxies, context.Connection.RemoteIpAddress))
                    context.Request.Headers[ProgramMark] = "1";
                return next(context);
            });
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
        // Only pages say where they come from, and only they are asked by CORS.
        return app.UseWhen(context => context.Request.Headers.Origin.Count > 0, pages => pages.UseCors());
    }

    private static bool IsFrom(List<System.Net.IPNetwork> proxies, IPAddress? address) =>
        address is not null && proxies.Exists(p => p.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
}
