using Engagement.Transport.Answers;
using Engagement.Transport.Errors;
using GraphQL;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Engagement.Transport.Http;

/// <summary>GraphQL over HTTP: https://graphql.github.io/graphql-over-http/draft/.</summary>
internal sealed partial class HttpEndpoint(
    HttpOperations operations,
    HttpResponses responses,
    KeptAnswers answers,
    ErrorScreen screen,
    ILogger<HttpEndpoint> logger)
{
    /// <param name="context">Of the request.</param>
    /// <param name="format">What the client accepts; null if that is nothing of ours.</param>
    public async Task HandleAsync(HttpContext context, ResponseFormat? format)
    {
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
            var transport = HttpOperations.IsGet(context.Request) ? TransportKind.HttpGet : TransportKind.HttpPost;
            if (format is null)
                throw new NotAcceptableError();
            return await answers.RunAsync(await operations.ReadAsync(context, transport), context.RequestAborted);
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

    [LoggerMessage(1002, LogLevel.Debug, "The client went away ({Reason})")]
    private partial void LogGone(string reason);
}
