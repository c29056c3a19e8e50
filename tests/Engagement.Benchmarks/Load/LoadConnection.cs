using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using Engagement.Benchmarks.Load.Workloads;

namespace Engagement.Benchmarks.Load;

/// <summary>
/// One keep-alive connection over a plain socket, because the client shares the machine with the server: it sends bytes
/// made before, looks for the end of the answer by its Content-Length, and reads nothing else but the status.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private const int LargestAnswer = 256 * 1024;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[LargestAnswer];

    /// <summary>From sending to the answer's last byte, in ticks of <see cref="Stopwatch"/>.</summary>
    public List<long> Latencies { get; } = [];

    public async Task ConnectAsync(Uri address, CancellationToken cancel) =>
        await _socket.ConnectAsync(address.DnsSafeHost, address.Port, cancel);

    /// <summary>Sends one request after the other until the time or the number is over.</summary>
    /// <exception cref="InvalidOperationException">An answer is not what was expected.</exception>
    public async Task RunAsync(PreparedRequest request, long until, int most, IsExpected isExpected, CancellationToken cancel)
    {
        for (var i = 0; i < most && Stopwatch.GetTimestamp() < until; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await _socket.SendAsync(request.Next(), cancel);
            var (body, length) = await ReceiveAsync(cancel);
            Latencies.Add(Stopwatch.GetTimestamp() - started);
            if (!_buffer.AsSpan().StartsWith("HTTP/1.1 200 "u8) || !isExpected(_buffer.AsSpan(body, length - body)))
                throw Answers.Wrong(_buffer.AsSpan(0, length));
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<(int Body, int Length)> ReceiveAsync(CancellationToken cancel)
    {
        var (body, whole) = (0, int.MaxValue);
        for (var received = 0; received < whole;)
        {
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(received), cancel);
            if (count == 0)
                throw new InvalidOperationException("The server closed the connection, or the answer is too long.");
            received += count;
            if (body == 0 && _buffer.AsSpan(0, received).IndexOf("\r\n\r\n"u8) is > 0 and var head)
            {
                body = head + 4;
                whole = body + ContentLength(_buffer.AsSpan(0, head));
            }
        }
        return (body, whole);
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        return head.IndexOf(name) is >= 0 and var at && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _)
            ? length
            : throw new InvalidOperationException("The answer does not tell its length.");
    }
}
