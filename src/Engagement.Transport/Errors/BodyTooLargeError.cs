using GraphQL;
using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Errors;

/// <summary>The body is larger than we read.</summary>
internal sealed class BodyTooLargeError : TransportError
{
    /// <param name="limit">In bytes; null if a limit of the web server was passed, which it does not tell.</param>
    public BodyTooLargeError(int? limit)
        : base(StatusCodes.Status413PayloadTooLarge, ErrorCodes.BodyTooLarge, "The request body is too large.")
    {
        if (limit is not null)
            this.AddExtension("limit", limit);
    }
}
