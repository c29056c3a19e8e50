using Engagement.Server.Endpoints;
using GraphQL;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Engagement.Server.Telemetry;

/// <summary>Traces and metrics by OpenTelemetry: metrics always on <c>/metrics</c>, both to a collector where one is named.</summary>
internal static class TelemetrySetup
{
    /// <summary>As the OpenTelemetry specification names it; its other variables are obeyed too.</summary>
    private const string CollectorVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] Items = [1, 2, 5, 10, 20, 50, 100, 200, 500];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var hasCollector = !string.IsNullOrEmpty(builder.Configuration[CollectorVariable]);
        // The document holds what readers write.
        builder.Services.AddGraphQL(graph => graph.UseTelemetry(options => options.RecordDocument = false));
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("engagement"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter([.. Instruments.Meters, .. Instruments.PlatformMeters])
                    .AddView("engagement.*duration", new ExplicitBucketHistogramConfiguration { Boundaries = Seconds })
                    .AddView("engagement.*size", new ExplicitBucketHistogramConfiguration { Boundaries = Items })
                    .AddPrometheusExporter();
                if (hasCollector)
                    metrics.AddOtlpExporter();
            });
        // Traces that nobody collects would cost each request its activities and their tags.
        if (hasCollector)
        {
            telemetry.WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsTraced)
                .AddSource([.. Instruments.ActivitySources])
                .AddOtlpExporter());
        }
    }

    /// <summary>Probes and scrapes would drown the rest.</summary>
    private static bool IsTraced(HttpContext context) => context.Request.Path.StartsWithSegments(EndpointTable.GraphQL);
}
