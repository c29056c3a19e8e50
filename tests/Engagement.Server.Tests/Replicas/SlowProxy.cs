using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Engagement.Server.Tests.Replicas;

/// <summary>Passes TCP on to a port of this machine, and what comes back as much later as it is told to, in its order.</summary>
internal sealed class SlowProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Task _running;
    private long _delay;

    private SlowProxy(int target)
    {
        _target = target;
        _listener.Start();
        _running = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Default none.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _delay));
        set => Interlocked.Exchange(ref _delay, value.Ticks);
    }

    public static SlowProxy Start(int target) => new(target);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(PassAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
                (client.NoDelay, server.NoDelay) = (true, true);
                var late = Channel.CreateUnbounded<(DateTime At, byte[] Bytes)>();
                await Task.WhenAll(client.GetStream().CopyToAsync(server.GetStream(), _end.Token), HearAsync(server, late.Writer), SayAsync(client, late.Reader));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // One of the three has gone.
            }
        }
    }

    private async Task HearAsync(TcpClient server, ChannelWriter<(DateTime At, byte[] Bytes)> late)
    {
        var buffer = new byte[64 * 1024];
        while (await server.GetStream().ReadAsync(buffer, _end.Token) is > 0 and var read)
            late.TryWrite((DateTime.UtcNow + Delay, buffer[..read]));
        late.Complete();
    }

    private async Task SayAsync(TcpClient client, ChannelReader<(DateTime At, byte[] Bytes)> late)
    {
        await foreach (var (at, bytes) in late.ReadAllAsync(_end.Token))
        {
            if (at - DateTime.UtcNow is { Ticks: > 0 } left)
                await Task.Delay(left, _end.Token);
            await client.GetStream().WriteAsync(bytes, _end.Token);
        }
    }
}
