using Engagement.Data;
using Microsoft.Extensions.Logging;

namespace Engagement.Comments;

/// <summary>The commit queue of reactions; drained when the service stops.</summary>
internal sealed class ReactionQueue(ReactionBatch batch, WriteOptions options, SqlDialect dialect, ILogger<ReactionQueue> log) : IAsyncDisposable
{
    public CommitQueue<ReactionDraft, CommentChange> Queue { get; } = new("reaction", batch.WriteAsync, options, dialect, log);

    public ValueTask DisposeAsync() => Queue.DisposeAsync();
}
