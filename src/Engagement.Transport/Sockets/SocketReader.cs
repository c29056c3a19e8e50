using System.Buffers;
using System.Net.WebSockets;

namespace Engagement.Transport.Sockets;

/// <summary>Reads whole messages of one socket into one buffer that grows up to the limit.</summary>
internal sealed class SocketReader(WebSocket socket, int? maxMessageBytes) : IDisposable
{
    private const int FirstBuffer = 2 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);

    /// <summary>
    /// The next message, valid until the next call; null once the client has closed. Throws
    /// <see cref="InvalidMessageException"/> for a binary message, <see cref="MessageTooBigException"/>,
    /// <see cref="WebSocketException"/> if the connection is lost.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
                Grow();
            var received = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            if (received.MessageType == WebSocketMessageType.Binary)
                throw new InvalidMessageException("Messages are text");
            length += received.Count;
            if (length > maxMessageBytes)
                throw new MessageTooBigException();
            if (received.EndOfMessage)
                return _buffer.AsMemory(0, length);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}

/// <summary>A message above the limit: the socket is closed with 1009.</summary>
internal sealed class MessageTooBigException : Exception;
