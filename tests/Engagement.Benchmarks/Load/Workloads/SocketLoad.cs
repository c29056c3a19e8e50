using System.Diagnostics;
using System.Net.WebSockets;
using Engagement.Benchmarks.Load.Figures;

namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>Sockets that stay open and follow one article, and posts to it at a pace.</summary>
/// <param name="address">The server.</param>
/// <param name="article">Its id.</param>
/// <param name="subscribers">How many sockets.</param>
/// <param name="posts">To the article.</param>
/// <param name="ceiling">An answer to a post, and a frame that tells of one.</param>
internal sealed class SocketLoad(Uri address, string article, int subscribers, PacedPosts posts, CeilingAnswers ceiling) : ILoad
{
    private const int ConnectingAtOnce = 50, PostsBefore = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, double> _further = [];
    private Task _reading = Task.CompletedTask;
    private FrameRound? _round;
    private Exception? _failure;

    public CeilingAnswers Ceiling => ceiling;

    public ILoad At(Uri other) => new SocketLoad(other, article, subscribers, posts.At(other), ceiling);

    /// <summary>Opens the sockets and looks what they cost in memory; then one round.</summary>
    public async Task WarmUpAsync(LoadSettings settings, CancellationToken cancel)
    {
        using var metrics = new ServerMetrics(address);
        await posts.RunAtFullSpeedAsync(PostsBefore, cancel); // what is compiled at the first use is no part of the sockets' memory
        var before = await metrics.ReadAsync(cancel);
        var sockets = new LoadSocket[subscribers];
        try
        {
            await Parallel.ForAsync(0, subscribers, new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce, CancellationToken = cancel }, async (i, c) =>
                sockets[i] = await LoadSocket.SubscribeAsync(address, article, c));
        }
        catch
        {
            foreach (var socket in sockets)
                socket?.Dispose();
            throw;
        }
        _reading = Task.WhenAll(sockets.Select((s, i) => Task.Run(() => ReadAsync(s, i), CancellationToken.None)));
        if ((await metrics.ReadAsync(cancel)).Memory - before.Memory is { } grown)
            _further["KiB a socket"] = grown / 1024 / subscribers;
        await RunAsync(settings.Duration, cancel);
    }

    public Task<Taken> RunAsync(TimeSpan duration, CancellationToken cancel) => RunAsync(posts.Count(duration), () => posts.RunAsync(duration, cancel), cancel);

    public async Task<double?> RunAtFullSpeedAsync(TimeSpan duration, CancellationToken cancel)
    {
        var taken = await RunAsync(posts.Count(duration), () => posts.RunAtFullSpeedAsync(posts.Count(duration), cancel), cancel);
        return taken.Milliseconds.Count / taken.Time.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
        await posts.DisposeAsync();
    }

    private async Task<Taken> RunAsync(int count, Func<Task> post, CancellationToken cancel)
    {
        var round = new FrameRound(subscribers, posts.Next, count);
        Volatile.Write(ref _round, round);
        if (Volatile.Read(ref _failure) is { } earlier)
            round.Fail(earlier);
        var started = Stopwatch.GetTimestamp();
        await post();
        try
        {
            await round.Complete.WaitAsync(Patience, cancel);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"{round.Missing} of {subscribers * count} frames did not arrive.");
        }
        return new Taken(round.Milliseconds, Stopwatch.GetElapsedTime(started), _further);
    }

    /// <summary>Until the end; what goes wrong before is told to the round.</summary>
    private async Task ReadAsync(LoadSocket socket, int number)
    {
        using (socket)
            try
            {
                while (true)
                {
                    var frame = await socket.ReceiveFrameAsync(_stop.Token);
                    if (!PostMark.TryRead(frame.Span, out var sent, out var post))
                        throw Answers.Wrong(frame.Span);
                    Volatile.Read(ref _round)?.Arrived(number, sent, post);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // At the end.
            }
            catch (Exception e) when (e is InvalidOperationException or WebSocketException or IOException)
            {
                Volatile.Write(ref _failure, e);
                Volatile.Read(ref _round)?.Fail(e);
            }
    }
}
