using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Errors;

/// <summary>Accept leaves no media type that we have.</summary>
internal sealed class NotAcceptableError()
    : TransportError(
        StatusCodes.Status406NotAcceptable,
        ErrorCodes.NotAcceptable,
        "Accept application/graphql-response+json, application/json or text/event-stream, in UTF-8.");
