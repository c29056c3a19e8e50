using Engagement.Transport.Connections;
using Engagement.Transport.Errors;
using Engagement.Transport.Http;
using GraphQL;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Engagement.Transport.EventStreams;

/// <summary>
/// GraphQL over server-sent events, one operation a connection:
/// https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md, "Distinct connections mode". What is wrong with
/// the request itself keeps its HTTP status, so that a browser does not try again; what the document does wrong is
/// told in a `next` event.
/// </summary>
internal sealed class EventStreamEndpoint(ConnectionRegistry registry, HttpOperations operations, EventStreamServices services)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (registry.TakePlace(context.Request) is { } refusal)
        {
            await RefuseAsync(context, refusal);
            return;
        }
        try
        {
            await RunAsync(context);
        }
        catch (TransportError error)
        {
            await RefuseAsync(context, error);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested || exception is ConnectionResetException)
        {
            // The client went away, which is how it ends a stream.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, services.Screen.Report(exception));
        }
        finally
        {
            registry.GiveBackPlace();
        }
    }

    private async Task RunAsync(HttpContext context)
    {
        var transport = HttpOperations.IsGet(context.Request) ? TransportKind.EventStreamGet : TransportKind.EventStreamPost;
        await using var stream = new EventStream(context, services);
        var operation = await operations.ReadAsync(context, transport, stream.WaitForRoomAsync);
        services.Metrics.EventStreams.Add(1);
        registry.Add(stream);
        try
        {
            await stream.RunAsync(operation);
        }
        finally
        {
            registry.Remove(stream);
            services.Metrics.EventStreams.Add(-1);
        }
    }

    private Task RefuseAsync(HttpContext context, ExecutionError error) =>
        services.Responses.WriteAsync(context, ResponseFormat.GraphQLResponse, new ExecutionResult { Errors = [error] });
}
