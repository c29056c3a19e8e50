using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Errors;

/// <summary>A page of an origin that is not allowed asked for a socket or an event stream.</summary>
internal sealed class OriginError()
    : TransportError(StatusCodes.Status403Forbidden, ErrorCodes.Forbidden, "This origin may not open a socket or an event stream.");
