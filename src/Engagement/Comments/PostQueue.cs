using Engagement.Data;
using Microsoft.Extensions.Logging;

namespace Engagement.Comments;

/// <summary>The commit queue of posts; drained when the service stops.</summary>
internal sealed class PostQueue(PostBatch batch, WriteOptions options, SqlDialect dialect, ILogger<PostQueue> log) : IAsyncDisposable
{
    public CommitQueue<PostDraft, PostOutcome> Queue { get; } = new("post", batch.WriteAsync, options, dialect, log);

    public ValueTask DisposeAsync() => Queue.DisposeAsync();
}
