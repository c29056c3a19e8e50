using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;

namespace Engagement.Transport.Errors;

/// <summary>The `extensions.code` values that the transport itself gives. A host adds its own by ExecutionError.Code.</summary>
public static class ErrorCodes
{
    /// <summary>The request is not a well-formed GraphQL request: JSON or parameters. HTTP 400.</summary>
    public const string BadRequest = "BAD_REQUEST";

    /// <summary>Not GET or POST, or a mutation by GET. HTTP 405.</summary>
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";

    /// <summary>Accept names no media type of ours. HTTP 406.</summary>
    public const string NotAcceptable = "NOT_ACCEPTABLE";

    /// <summary>POST without a JSON content type in UTF-8. HTTP 415.</summary>
    public const string UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE";

    /// <summary>HTTP 413, with the extension `limit` in bytes.</summary>
    public const string BodyTooLarge = "BODY_TOO_LARGE";

    /// <summary>A subscription over plain HTTP, without `Accept: text/event-stream`. 400.</summary>
    public const string SubscriptionNeedsSocket = "SUBSCRIPTION_NEEDS_SOCKET";

    /// <summary>There is no document of this `documentId`, or none of this hash: send it with the hash.</summary>
    public const string PersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND";

    /// <summary>Automatic persisted queries are turned off: send documents without a hash.</summary>
    public const string PersistedQueryNotSupported = "PERSISTED_QUERY_NOT_SUPPORTED";

    /// <summary>The hash of an automatic persisted query is not that of its document.</summary>
    public const string PersistedQueryMismatch = "PERSISTED_QUERY_MISMATCH";

    /// <summary>The caller may run persisted documents only.</summary>
    public const string PersistedQueryRequired = "PERSISTED_QUERY_REQUIRED";

    /// <summary>The document cannot be parsed.</summary>
    public const string SyntaxError = "SYNTAX_ERROR";

    /// <summary>The document has no such operation, or several and no name was given.</summary>
    public const string OperationNotFound = "OPERATION_NOT_FOUND";

    /// <summary>Document or variables do not fit the schema; the extension `rule` is the section of the GraphQL specification.</summary>
    public const string ValidationFailed = "VALIDATION_FAILED";

    /// <summary>The execution took longer than <see cref="TransportOptions.ExecutionTimeout"/>, or than the host waits for something in it.</summary>
    public const string Timeout = "TIMEOUT";

    /// <summary>The caller's credentials were refused, or are needed.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The caller may not, such as a page of an origin that is not allowed.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>Given by gates of the host; the extension `retryAfter` is in seconds.</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>No room now; the extension `retryAfter` is in seconds.</summary>
    public const string Overloaded = "OVERLOADED";

    /// <summary>What the service depends on is away, by <see cref="IForeseenFaults"/> of the host; the extension `retryAfter` is in seconds.</summary>
    public const string Unavailable = "UNAVAILABLE";

    /// <summary>The events of an event stream were not taken fast enough (a socket is closed with 4490).</summary>
    public const string SlowConsumer = "SLOW_CONSUMER";

    /// <summary>More operations at once on one socket than <see cref="TransportOptions.MaxOperationsPerSocket"/>.</summary>
    public const string TooManyOperations = "TOO_MANY_OPERATIONS";

    /// <summary>What nobody foresaw; the extension `correlationId` is the trace id under which it was logged.</summary>
    public const string Internal = "INTERNAL";

    /// <summary>The stable code of an error; null if nobody gave it one, and what happened is nobody else's business.</summary>
    internal static string? Of(ExecutionError error) => error switch
    {
        GraphQL.Execution.SyntaxError => SyntaxError,
        NoOperationError or NoOperationNameError or InvalidOperationNameError or InvalidOperationError => OperationNotFound,
        QueryMissingError => BadRequest,
        TimeoutError => Timeout,
        UnhandledError => null,
        ValidationError validation => OfValidation(validation),
        { Code: null } => null,
        // The engine derives a code from the class of an inner exception: that names our insides.
        { InnerException: { } inner } when error.Code == ErrorInfoProvider.GetErrorCode(inner) => null,
        _ => error.Code,
    };

    private static string OfValidation(ValidationError error)
    {
        var type = error.GetType();
        var givenByHost = type == typeof(ValidationError)
            ? error.Code is not (null or "VALIDATION_ERROR")
            : type.Assembly != typeof(ValidationError).Assembly;
        return givenByHost && error.Code is not null ? error.Code : ValidationFailed;
    }
}
