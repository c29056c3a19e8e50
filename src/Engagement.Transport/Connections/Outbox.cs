using System.Threading.Channels;

namespace Engagement.Transport.Connections;

/// <summary>What an outbox holds.</summary>
internal interface IOutboxMessage
{
    /// <summary>In bytes, as sent.</summary>
    int Length { get; }
}

/// <summary>
/// What waits to be sent on one connection, bounded by count and bytes. Any thread adds; one sender reads. What is being
/// sent still counts.
/// </summary>
internal sealed class Outbox<TMessage>(int? maxMessages, long? maxBytes) where TMessage : struct, IOutboxMessage
{
    private readonly Channel<TMessage> _channel = Channel.CreateUnbounded<TMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _gate = new();
    private TaskCompletionSource? _room;
    private int _count;
    private long _bytes;
    private bool _completed;
    private volatile bool _dropped;

    /// <summary>False if it would not fit. After <see cref="Complete"/> it is taken and forgotten.</summary>
    public bool TryAdd(TMessage message)
    {
        lock (_gate)
        {
            if (_count >= maxMessages || (_count > 0 && _bytes + message.Length > maxBytes))
                return false;
            if (!_channel.Writer.TryWrite(message))
                return true;
            _count++;
            _bytes += message.Length;
            return true;
        }
    }

    /// <summary>Nothing more is added; what waits is still sent, or dropped.</summary>
    public void Complete(bool drop)
    {
        lock (_gate)
        {
            _completed = true;
            _dropped |= drop;
            _channel.Writer.TryComplete();
            _room?.TrySetResult();
            _room = null;
        }
    }

    /// <summary>Sends in order until <see cref="Complete"/>; what `send` throws ends it.</summary>
    public async Task DrainAsync(Func<TMessage, CancellationToken, ValueTask> send, CancellationToken cancellationToken)
    {
        await foreach (var message in _channel.Reader.ReadAllAsync(cancellationToken))
        {
            if (_dropped)
                return;
            await send(message, cancellationToken);
            Sent(message);
        }
    }

    /// <summary>Completes when less than half of either bound is used, or nothing more is added.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (HasRoom || _completed)
                return ValueTask.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_room.Task.WaitAsync(cancellationToken));
        }
    }

    private bool HasRoom => (maxMessages is null || _count < (maxMessages + 1) / 2) && (maxBytes is null || _bytes < (maxBytes + 1) / 2);

    private void Sent(TMessage message)
    {
        lock (_gate)
        {
            _count--;
            _bytes -= message.Length;
            if (_room is null || !HasRoom)
                return;
            _room.TrySetResult();
            _room = null;
        }
    }
}
