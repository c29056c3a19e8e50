using System.ComponentModel.DataAnnotations;
using Engagement.Transport.Errors;
using Microsoft.AspNetCore.Http;

namespace Engagement.Transport;

/// <summary>Every setting of the GraphQL transport. A limit that is null is turned off.</summary>
public sealed class TransportOptions
{
    /// <summary>Largest POST body in bytes, above it 413 and BODY_TOO_LARGE. Default 64 KiB.</summary>
    [Range(1, int.MaxValue)]
    public int? MaxBodyBytes { get; set; } = 64 * 1024;

    /// <summary>
    /// Characters of documents that clients registered as automatic persisted queries
    /// (`extensions.persistedQuery`); each counts 500 more, for what keeps it, and all take about twice as much memory in
    /// bytes. The one not asked for the longest goes first. Default 1,000,000; null or 0 turns
    /// them off.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int? AutomaticDocuments { get; set; } = 1_000_000;

    /// <summary>
    /// Bytes of memory for answers that are the same for everybody and are kept until they are out of date, those not asked for
    /// the longest forgotten first. Default 64 MiB; null or 0 keeps none.
    /// </summary>
    [Range(0, long.MaxValue)]
    public long? KeptAnswers { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// Longest execution of a query or mutation and longest set-up of a subscription; then the TIMEOUT error, at most half
    /// a second later, whether or not what it waits for lets itself be cancelled.
    /// Default 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan? ExecutionTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// HTTP status by error code, for an answer in application/graphql-response+json whose data is absent or null.
    /// The first error whose code is listed decides; without one it is 400 if nothing was executed, else 200.
    /// (GraphQL over HTTP asks for 2xx on null data; the listed codes are meant for proxies and clients that act on
    /// the status, and therefore go first.)
    /// </summary>
    public IDictionary<string, int> StatusByCode { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [ErrorCodes.Unauthenticated] = StatusCodes.Status401Unauthorized,
        [ErrorCodes.Forbidden] = StatusCodes.Status403Forbidden,
        [ErrorCodes.RateLimited] = StatusCodes.Status429TooManyRequests,
        [ErrorCodes.Overloaded] = StatusCodes.Status503ServiceUnavailable,
        [ErrorCodes.Unavailable] = StatusCodes.Status503ServiceUnavailable,
        [ErrorCodes.Timeout] = StatusCodes.Status503ServiceUnavailable,
        [ErrorCodes.Internal] = StatusCodes.Status500InternalServerError,
    };

    /// <summary>
    /// Origins (scheme://host[:port], no trailing slash) whose pages may open a socket or an event stream; others get 403. Pages of the
    /// server's own origin and clients without an Origin header always may. "*" lets every page in. Default empty.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>Most open sockets and event streams of this process; above it the request is answered 503 OVERLOADED. Default 10,000.</summary>
    [Range(1, int.MaxValue)]
    public int? MaxSockets { get; set; } = 10_000;

    /// <summary>Most operations at once on one socket; the next gets an `error` TOO_MANY_OPERATIONS. Default 100.</summary>
    [Range(1, int.MaxValue)]
    public int? MaxOperationsPerSocket { get; set; } = 100;

    /// <summary>Largest message from a client in bytes; above it the socket is closed with 1009. Default 64 KiB.</summary>
    [Range(1, int.MaxValue)]
    public int? MaxMessageBytes { get; set; } = 64 * 1024;

    /// <summary>
    /// Most messages that wait for one socket or event stream; above it the consumer is too slow: 4490, on an event
    /// stream a last error SLOW_CONSUMER. Default 2,000. A source that
    /// sends in bursts waits for <see cref="OperationContext.WaitForRoomAsync"/>.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int? MaxOutboxMessages { get; set; } = 2_000;

    /// <summary>
    /// Most bytes that wait for one socket or event stream; above it the consumer is too slow, as above. A single message may be larger
    /// when nothing else waits. Default 4 MiB.
    /// </summary>
    [Range(1, long.MaxValue)]
    public long? MaxOutboxBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Time from the upgrade to `connection_init`, then 4408. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan ConnectionInitTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The server's `ping` on a socket; a client from which nothing came since the ping before is gone, and its
    /// connection is cut without a close code. On an event stream a comment, which nobody answers. Default 25 s; null sends none.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan? KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Time for a pending message, the close frame and the client's answer to it, then the connection is cut; on an event stream for the last event. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00")]
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// When the host stops: time for queries and mutations under way on sockets before 1001, and on event streams. Keep it and
    /// <see cref="CloseTimeout"/> together below the host's own shutdown time-out. Default 10 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
