using Engagement.Transport.Connections;
using Engagement.Transport.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Engagement.Transport.EventStreams;

/// <summary>The only one who writes to the response: what the outbox holds, and a last word at the end.</summary>
internal sealed class EventStreamSender(HttpContext http, Outbox<StreamEvent> outbox)
{
    /// <summary>Runs until the outbox is completed. Throws when the connection is lost or cut.</summary>
    /// <param name="lastWord">Asked then; null for none.</param>
    public async Task RunAsync(Func<StreamEvent?> lastWord)
    {
        Begin();
        await outbox.DrainAsync(WriteAsync, http.RequestAborted);
        if (lastWord() is { } last)
            await WriteAsync(last, http.RequestAborted);
    }

    private void Begin()
    {
        var response = http.Response;
        response.ContentType = ResponseFormat.EventStream.ContentType();
        response.Headers.CacheControl = "no-store";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        // Nginx would keep events back.
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private async ValueTask WriteAsync(StreamEvent message, CancellationToken cancellationToken)
    {
        message.WriteTo(http.Response.BodyWriter);
        await http.Response.BodyWriter.FlushAsync(cancellationToken);
    }
}
