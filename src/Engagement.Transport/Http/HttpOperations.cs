using Engagement.Transport.Errors;
using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.Http;

/// <summary>Makes the operation of a GET or POST, or throws the <see cref="TransportError"/> to answer with.</summary>
internal sealed class HttpOperations(HttpRequests requests, ICallerAuthenticator authenticator)
{
    /// <summary>GET or POST; anything else throws.</summary>
    public static bool IsGet(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method))
            return true;
        return HttpMethods.IsPost(request.Method) ? false : throw MethodNotAllowedError.ForMethod();
    }

    /// <param name="context">Its method is GET or POST.</param>
    /// <param name="transport">How the answer is carried.</param>
    /// <param name="room">Of a stream; null without one.</param>
    public async ValueTask<OperationContext> ReadAsync(HttpContext context, TransportKind transport, Func<CancellationToken, ValueTask>? room = null)
    {
        var asked = HttpMethods.IsGet(context.Request.Method)
            ? requests.ReadGet(context.Request)
            : await requests.ReadPostAsync(context.Request, context.RequestAborted);
        var authentication = await authenticator.AuthenticateRequestAsync(context, context.RequestAborted);
        return new OperationContext
        {
            Transport = transport,
            Caller = authentication.IsAccepted ? authentication.Caller : throw new UnauthenticatedError(authentication.Refusal),
            RemoteAddress = context.Connection.RemoteIpAddress,
            Headers = context.Request.Headers,
            Request = asked.Request,
            Asked = asked,
            Scope = () => context.RequestServices,
            Room = room ?? (static _ => ValueTask.CompletedTask),
        };
    }
}
