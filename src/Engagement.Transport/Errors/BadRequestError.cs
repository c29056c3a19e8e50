using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Errors;

/// <summary>Not a well-formed GraphQL request.</summary>
internal sealed class BadRequestError(string message)
    : TransportError(StatusCodes.Status400BadRequest, ErrorCodes.BadRequest, message);
