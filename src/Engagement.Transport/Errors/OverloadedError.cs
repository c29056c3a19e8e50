using GraphQL;
using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Errors;

/// <summary>No room for another socket or event stream, or the server is about to stop.</summary>
internal sealed class OverloadedError : TransportError
{
    private const int RetryAfterSeconds = 5;

    public OverloadedError(string message)
        : base(StatusCodes.Status503ServiceUnavailable, ErrorCodes.Overloaded, message) =>
        this.AddExtension("retryAfter", RetryAfterSeconds);
}
