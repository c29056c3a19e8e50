using Engagement.Server.Auth;
using Engagement.Transport;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace Engagement.Server.Endpoints;

/// <summary>Everything that is answered over HTTP.</summary>
internal static class EndpointTable
{
    /// <summary>The paths.</summary>
    public const string Example = "/", GraphQL = "/graphql", Live = "/health/live", Ready = "/health/ready", Version = "/version", Metrics = "/metrics",
        Counts = "/counts", Feed = "/feed.atom", ArticleFeed = "/feed/{**key}", ShortLink = "/s/{code}", ShareReport = "/shares.csv",
        PlacementClick = "/p/{token}", PlacementEvents = "/placements/events",
        CampaignReport = "/placements/report.csv", PlacementStatement = "/placements/statement.csv";

    private static readonly RequestTimeoutPolicy
        Short = Problems.Within(TimeSpan.FromSeconds(2)), Long = Problems.Within(TimeSpan.FromSeconds(10)), Longest = Problems.Within(TimeSpan.FromMinutes(1));

    /// <summary>
    /// <code>
    /// path           methods               limit                       who                       time-out
    /// /              GET                   none, it is a constant      anyone; in Development    2 s
    /// /graphql       GET, POST, WebSocket  RateLimits, Documents, Pace anyone; pages by CORS     Transport:ExecutionTimeout
    /// /s/{code}      GET, HEAD             Pace, beyond it uncounted   anyone                    10 s
    /// /p/{token}     GET, HEAD             Pace, beyond it apart       anyone                    10 s
    /// /placements/events  POST            RateLimits, 64 KiB, 50      anyone; pages by CORS     10 s
    /// /placements/report.csv     GET       366 days                    sponsors, of their own    60 s
    /// /placements/statement.csv  GET       a month                     sponsors, of their own    60 s
    /// /shares.csv    GET                   366 days                    publishers                60 s
    /// /health/live   GET                   none, it is a constant      anyone                    2 s
    /// /health/ready  GET                   one look a second for all   anyone                    10 s
    /// /version       GET                   none, it is a constant      anyone                    2 s
    /// /metrics       GET                   none                        this machine (Metrics)    10 s
    /// /counts        GET, HEAD             RateLimits, 100 articles    anyone; pages of all      10 s
    /// /feed.atom     GET, HEAD             RateLimits                  anyone; pages of all      10 s
    /// /feed/….atom   GET, HEAD             RateLimits                  anyone; pages of all      10 s
    /// </code>
    /// GET and POST of <c>/graphql</c> may be answered by an event stream. Nothing asks for a token; one that comes and is not good is answered 401 everywhere.
    /// </summary>
    public static void Map(WebApplication app)
    {
        app.UseEngagementNetwork();
        app.UseEngagementIdentity(IsGraphQLOverHttp);
        app.UseRequestTimeouts();

        app.MapGraphQLTransport(GraphQL).RequireCors(NetworkExtensions.CorsPolicy);
        if (app.Environment.IsDevelopment())
            app.MapGet(Example, ExamplePage.Answer).WithRequestTimeout(Short);
        app.MapMethods(ShortLink, PublicReads.Methods, ShortLinks.AnswerAsync).AddEndpointFilter<RouteHandlerBuilder, Problems>().WithRequestTimeout(Long);
        app.MapMethods(PlacementClick, PublicReads.Methods, PlacementClickEndpoint.AnswerAsync).AddEndpointFilter<RouteHandlerBuilder, Problems>().WithRequestTimeout(Long);
        app.MapPost(PlacementEvents, PlacementEventsEndpoint.AnswerAsync).WithMetadata(new RequestSizeLimitAttribute(PlacementEventsEndpoint.MaxLength))
            .AddEndpointFilter<RouteHandlerBuilder, Problems>().RequireCors(NetworkExtensions.CorsPolicy).WithRequestTimeout(Long);
        app.MapGet(ShareReport, ShareReportFile.AnswerAsync).AddEndpointFilter<RouteHandlerBuilder, Problems>().WithRequestTimeout(Longest);
        app.MapGet(CampaignReport, CampaignReportFile.AnswerAsync).AddEndpointFilter<RouteHandlerBuilder, Problems>().WithRequestTimeout(Longest);
        app.MapGet(PlacementStatement, PlacementStatementFile.AnswerAsync).AddEndpointFilter<RouteHandlerBuilder, Problems>().WithRequestTimeout(Longest);
        app.MapGet(Live, () => new { Status = "live" }).WithRequestTimeout(Short);
        app.MapGet(Ready, ReadyAsync).WithRequestTimeout(Long);
        app.MapGet(Version, (ServerVersion version) => version).WithRequestTimeout(Short);
        app.MapPrometheusScrapingEndpoint(Metrics, null, MetricsAccess.Guard, null).WithRequestTimeout(Long);
        MapPublic(app, Counts, CountsEndpoint.AnswerAsync);
        MapPublic(app, Feed, FeedEndpoints.OfAllAsync);
        MapPublic(app, ArticleFeed, FeedEndpoints.OfArticleAsync);
    }

    private static void MapPublic(WebApplication app, string path, Delegate answer) => app
        .MapMethods(path, PublicReads.Methods, answer)
        .AddEndpointFilter<RouteHandlerBuilder, PublicReads>().AddEndpointFilter<RouteHandlerBuilder, Problems>().RequireCors(PublicReads.CorsPolicy).WithRequestTimeout(Long);

    /// <summary>A client of GraphQL reads <c>errors</c>, not status codes alone.</summary>
    private static bool IsGraphQLOverHttp(HttpContext context) =>
        context.Request.Path == GraphQL && context.Request.Headers.Upgrade.Count == 0 && !HttpMethods.IsConnect(context.Request.Method);

    private static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken cancel)
    {
        var report = await readiness.LookAsync(cancel);
        return Results.Json(report, statusCode: report.Status == Readiness.Unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
