using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Engagement.Server.Tests.Benchmarks;

/// <summary>A server that is none of ours: it answers a page of comments, so many times, and then something else. It has no metrics.</summary>
internal sealed class AnsweringServer : IAsyncDisposable
{
    private const string Page = """{"data":{"article":{"version":"1","comments":{"totalCount":0,"pageInfo":{"hasNextPage":false,"endCursor":null},"nodes":[]}}}}""";

    private readonly WebApplication _app;
    private int _answered;

    private AnsweringServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <param name="pages">How many answers are right.</param>
    /// <param name="status">Of those after them.</param>
    /// <param name="then">Their body.</param>
    /// <param name="cancel">Ends the wait for the start.</param>
    public static async Task<AnsweringServer> StartAsync(int pages, int status, string then, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new AnsweringServer(builder.Build());
        server._app.MapGet("/version", () => new { Version = "9.9", Commit = "abc" });
        server._app.MapPost("/graphql", context =>
        {
            var body = Interlocked.Increment(ref server._answered) <= pages ? Page : then;
            context.Response.StatusCode = ReferenceEquals(body, Page) ? StatusCodes.Status200OK : status;
            context.Response.ContentLength = body.Length;
            return context.Response.WriteAsync(body);
        });
        await server._app.StartAsync(cancel);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
