using System.Buffers;
using Engagement.Transport.Connections;

namespace Engagement.Transport.EventStreams;

/// <summary>
/// One event of a stream (HTML, section 9.2; graphql-sse, "Distinct connections mode"). What waits in an outbox is
/// `Head` and `Data`; data may be shared between streams, and both are joined only when they are sent.
/// </summary>
/// <param name="Head">The whole event, or all before its data.</param>
/// <param name="Data">On one line; empty if the head is all.</param>
internal readonly record struct StreamEvent(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Data) : IOutboxMessage
{
    private static readonly ReadOnlyMemory<byte> NextHead = "event: next\ndata: "u8.ToArray();

    private static ReadOnlySpan<byte> End => "\n\n"u8;

    /// <summary>In bytes, as sent.</summary>
    public int Length => Data.IsEmpty ? Head.Length : Head.Length + Data.Length + End.Length;

    /// <summary>Nothing more follows. It has data, if empty, because a browser drops an event without any.</summary>
    public static StreamEvent Complete { get; } = new("event: complete\ndata: \n\n"u8.ToArray(), default);

    /// <summary>A comment: it shows proxies and browsers that the stream lives.</summary>
    public static StreamEvent KeepAlive { get; } = new(":\n\n"u8.ToArray(), default);

    public static StreamEvent Next(ReadOnlyMemory<byte> result) => new(NextHead, result);

    /// <summary>Writes the event, <see cref="Length"/> bytes.</summary>
    public void WriteTo(IBufferWriter<byte> writer)
    {
        writer.Write(Head.Span);
        if (Data.IsEmpty)
            return;
        writer.Write(Data.Span);
        writer.Write(End);
    }
}
