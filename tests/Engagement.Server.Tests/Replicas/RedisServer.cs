using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Engagement.Server.Tests.Replicas;

/// <summary>A real redis-server of one test, at a port of its own on 127.0.0.1; it can be stopped, started again, and made to stand still.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "redis-server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly int _port;
    private Process? _process;

    private RedisServer(int port) => _port = port;

    /// <summary>Whether the program is on this machine.</summary>
    public static bool IsThere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, Program)));

    public int Port => _port;

    /// <summary>For <c>Redis:Configuration</c>.</summary>
    public string Configuration => $"127.0.0.1:{_port}";

    /// <summary>At a port that was free a moment ago; not started yet.</summary>
    public static RedisServer Reserve()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return new RedisServer(((IPEndPoint)free.LocalEndpoint).Port);
    }

    public static async Task<RedisServer> StartNewAsync()
    {
        var redis = Reserve();
        await redis.StartAsync();
        return redis;
    }

    /// <summary>Returns when it takes connections; it keeps nothing of the time before.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(
            Program, ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath(), "--daemonize", "no", "--logfile", "/dev/null"]))
            ?? throw new InvalidOperationException($"{Program} did not start.");
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await TryConnectAsync(limit.Token))
            await timer.WaitForNextTickAsync(limit.Token);
    }

    /// <summary>As a crash.</summary>
    public async Task StopAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Connections stay open, and nothing is answered, until <see cref="ContinueAsync"/>.</summary>
    public Task StandStillAsync() => SignalAsync("-STOP");

    public Task ContinueAsync() => SignalAsync("-CONT");

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process?.Id}"]);
        await kill.WaitForExitAsync();
    }

    private async Task<bool> TryConnectAsync(CancellationToken cancel)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, cancel);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
