using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Errors;

/// <summary>Neither GET nor POST, or a mutation by GET (GraphQL over HTTP, section "GET").</summary>
internal sealed class MethodNotAllowedError : TransportError
{
    private MethodNotAllowedError(string message)
        : base(StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed, message)
    {
    }

    public static MethodNotAllowedError ForMethod() => new("Use GET or POST.") { Allow = "GET, POST" };

    public static MethodNotAllowedError ForMutation() => new("Mutations need POST.") { Allow = "POST" };
}
