using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Errors;

/// <summary>The authenticator refused the caller.</summary>
internal sealed class UnauthenticatedError(string reason)
    : TransportError(StatusCodes.Status401Unauthorized, ErrorCodes.Unauthenticated, reason);
