using Engagement.Data;
using Engagement.Transport;

namespace Engagement.Server.Telemetry;

/// <summary>What the product and its transport measure; a test holds the table to what is there.</summary>
internal static class Instruments
{
    /// <summary>The meters that the names below belong to.</summary>
    public static IReadOnlyList<string> Meters { get; } = [QueueMetrics.MeterName, TransportRegistration.TelemetryName];

    /// <summary>Name → what it says. On <c>/metrics</c> dots are underscores, and unit and kind are appended.</summary>
    public static IReadOnlyDictionary<string, string> Table { get; } = new Dictionary<string, string>
    {
        ["engagement.commit.batch_size"] = "Items in one transaction of a commit queue, by kind (post, reaction, article_reaction, share).",
        ["engagement.commit.duration"] = "Seconds from taking a batch to its commit, by kind.",
        ["engagement.commit.queue_depth"] = "Items that wait for a transaction, by kind. At Writes:QueueLength writes are refused as OVERLOADED.",
        ["engagement.live.articles"] = "Articles that somebody follows on this process.",
        ["engagement.live.subscribers"] = "Subscriptions to them.",
        ["engagement.live.executions"] = "Executions of a document for an event, by whether subscribers share it.",
        ["engagement.live.poll_lag"] = "Seconds since the poll for other replicas' changes last succeeded.",
        ["engagement.trending.duration"] = "Seconds that ranking what trends takes, at each whole and half hour.",
        ["engagement.redis.up"] = "1 if Redis answers in time, else 0; only with Redis:Configuration, as the next two.",
        ["engagement.redis.faults"] = "What Redis could not do in time, by what (ping, notice, rate).",
        ["engagement.redis.notices"] = "Changes of articles between replicas, by direction (told, heard, lost).",
        ["engagement.placements.events"] = "Impressions, viewable ones and clicks by kind and outcome (counted, repeated, invalid, late, forged, limited, failed: the database did not take it).",
        ["engagement.placements.positions"] = "Positions that pages asked for, by slot and whether something fitted: the fill rate.",
        ["engagement.shares.events"] = "Shares and visits by kind (intent, completed, visit) and outcome (counted, repeated, filtered, limited); a flood is limited.",
        ["engagement.transport.operations"] = "Operations by transport (http, sse, websocket), type (query, mutation, subscription, unknown) and outcome (ok, error, cancelled).",
        ["engagement.transport.operation.duration"] = "Seconds of an operation, by the same; of a subscription its set-up.",
        ["engagement.transport.answers"] = "Answers over HTTP by source: kept, or new.",
        ["engagement.transport.answers.size"] = "Bytes of memory that kept answers take at most.",
        ["engagement.transport.sockets"] = "Open sockets.",
        ["engagement.transport.event_streams"] = "Open event streams.",
        ["engagement.transport.subscriptions"] = "Running subscriptions.",
        ["engagement.transport.slow_consumers"] = "Sockets and event streams ended because their outbox was full.",
        ["engagement.transport.socket.closes"] = "Sockets closed by the server, by code.",
    };

    /// <summary>Meters of the platform that are passed on beside ours.</summary>
    public static IReadOnlyList<string> PlatformMeters { get; } =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql"];

    /// <summary>Sources of spans: operations, what stands around those of sockets and streams, PostgreSQL's statements; requests come by their own instrumentation.</summary>
    public static IReadOnlyList<string> ActivitySources { get; } = ["GraphQL", TransportRegistration.TelemetryName, "Npgsql"];
}
