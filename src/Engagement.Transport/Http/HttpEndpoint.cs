using Engagement.Transport.Errors;
using Engagement.Transport.Execution;
using GraphQL;
using GraphQL.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Engagement.Transport.Http;

/// <summary>GraphQL over HTTP: https://graphql.github.io/graphql-over-http/draft/.</summary>
internal sealed partial class HttpEndpoint(
    HttpRequests requests,
    HttpResponses responses,
    ICallerAuthenticator authenticator,
    OperationRunner runner,
    ErrorScreen screen,
    ILogger<HttpEndpoint> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        var format = ResponseFormats.Negotiate(context.Request.Headers.Accept);
        try
        {
            await responses.WriteAsync(context, format ?? ResponseFormat.Json, await AnswerAsync(context, format));
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested || exception is ConnectionResetException)
        {
            // The client went away: there is nobody to answer and nothing to repair.
            LogGone(exception.GetType().Name);
        }
    }

    private async Task<ExecutionResult> AnswerAsync(HttpContext context, ResponseFormat? format)
    {
        try
        {
            var transport = Transport(context.Request.Method);
            if (format is null)
                throw new NotAcceptableError();
            var request = transport == TransportKind.HttpGet
                ? requests.ReadGet(context.Request)
                : await requests.ReadPostAsync(context.Request, context.RequestAborted);
            return await runner.RunAsync(await OperationAsync(context, transport, request), context.RequestAborted);
        }
        catch (TransportError error)
        {
            return new ExecutionResult { Errors = [error] };
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && exception is not ConnectionResetException)
        {
            return new ExecutionResult { Errors = [screen.Report(exception)] };
        }
    }

    private async ValueTask<OperationContext> OperationAsync(HttpContext context, TransportKind transport, GraphQLRequest request)
    {
        var authentication = await authenticator.AuthenticateRequestAsync(context, context.RequestAborted);
        return new OperationContext
        {
            Transport = transport,
            Caller = authentication.IsAccepted ? authentication.Caller : throw new UnauthenticatedError(authentication.Refusal),
            RemoteAddress = context.Connection.RemoteIpAddress,
            Request = request,
            Services = context.RequestServices,
        };
    }

    private static TransportKind Transport(string method)
    {
        if (HttpMethods.IsGet(method))
            return TransportKind.HttpGet;
        return HttpMethods.IsPost(method) ? TransportKind.HttpPost : throw MethodNotAllowedError.ForMethod();
    }

    [LoggerMessage(1002, LogLevel.Debug, "The client went away ({Reason})")]
    private partial void LogGone(string reason);
}
