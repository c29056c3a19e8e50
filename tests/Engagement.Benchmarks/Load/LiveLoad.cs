using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Engagement.Benchmarks.Load;

/// <summary>
/// Two thousand WebSocket subscribers of one article while ten comments a second are posted. Every frame has to arrive. Posts
/// carry the time at which they were sent, by the clock that also takes the time of arrival: both are in this process.
/// </summary>
internal static partial class LiveLoad
{
    private const int Subscribers = 2_000, PostsASecond = 10, ConnectingAtOnce = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string Subscription = "subscription($id: ID!) { commentAdded(articleId: $id) { ... on CommentAdded { version edge { node { id body author { name } } } } } }";
    private const string Post = "mutation($input: PostCommentInput!) { postComment(input: $input) { errors { message } } }";

    /// <exception cref="InvalidOperationException">Frames were lost.</exception>
    public static async Task RunAsync(LoadSettings settings, TextWriter output, CancellationToken cancel)
    {
        await using var server = await LoadServer.StartAsync(
            settings.Engine, ["RateLimits:SubscriptionsPerCaller=0", "RateLimits:SubscriptionsPerAddress=0"], settings.OtherBuild, cancel);
        var article = (await server.RegisterAsync(1, cancel))[0];
        await PostAsync(server, article, 5, cancel); // what is compiled at the first use is no part of the sockets' memory
        var before = server.Process.Memory;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var latencies = new ConcurrentBag<double>();
        var sockets = new ConcurrentBag<ClientWebSocket>();
        try
        {
            await Parallel.ForAsync(0, Subscribers, new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce, CancellationToken = cancel }, async (_, c) =>
                sockets.Add(await SubscribeAsync(server.Process.Address, article, c)));
            var perSocket = (server.Process.Memory - before) / 1024.0 / Subscribers;
            var posts = PostsASecond * (int)settings.Duration.TotalSeconds;
            var readers = sockets.Select(s => Task.Run(() => ReadAsync(s, posts, latencies, stop.Token), CancellationToken.None)).ToList();

            var (cpu, watch) = (server.Process.CpuTime, Stopwatch.StartNew());
            await PostAsync(server, article, posts, cancel);
            var seconds = watch.Elapsed.TotalSeconds;
            var expected = posts * Subscribers;
            await Task.WhenAny(Task.WhenAll(readers), Task.Delay(Patience, cancel));
            var frameCpu = (server.Process.CpuTime - cpu).TotalMicroseconds / expected;
            await stop.CancelAsync();
            await Task.WhenAll(readers);

            var sorted = latencies.Order().ToList();
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Subscribers} subscribers of one article, {posts / seconds:0.0} posts a second; {settings.Engine}, {Environment.ProcessorCount} cores shared by clients and server"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  frames {sorted.Count} of {expected}; from post to frame p50 {At(sorted, 0.5):0} ms, p99 {At(sorted, 0.99):0} ms, most {sorted.LastOrDefault():0} ms"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  server: {perSocket:0} KiB a socket, {frameCpu:0.0} µs of CPU a frame"));
            if (sorted.Count != expected)
                throw new InvalidOperationException($"{expected - sorted.Count} frames did not arrive.");
        }
        finally
        {
            foreach (var socket in sockets)
                socket.Dispose();
        }
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)((sorted.Count - 1) * share)];

    /// <summary>Posts in even distances, each by a reader of its own.</summary>
    private static async Task PostAsync(LoadServer server, string article, int posts, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PostsASecond));
        var underWay = new List<Task>();
        for (var i = 0; i < posts; i++)
        {
            await timer.WaitForNextTickAsync(cancel);
            underWay.Add(server.AskAsync(Post, new { input = new { articleId = article, body = $"sent {Stopwatch.GetTimestamp()} {Texts.Body(i)}" } }, server.ReaderToken(i % 100), cancel));
        }
        await Task.WhenAll(underWay);
    }

    private static async Task<ClientWebSocket> SubscribeAsync(Uri server, string article, CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/graphql" }.Uri, cancel);
        await SendAsync(socket, new { type = "connection_init" }, cancel);
        await socket.ReceiveAsync(new byte[1024], cancel); // connection_ack
        await SendAsync(socket, new { id = "1", type = "subscribe", payload = new { query = Subscription, variables = new { id = article } } }, cancel);
        // A ping that is answered comes after the subscription that was sent before it.
        await SendAsync(socket, new { type = "ping" }, cancel);
        await socket.ReceiveAsync(new byte[1024], cancel);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, object message, CancellationToken cancel) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, cancel);

    /// <summary>Until so many frames have come, the server closes, or the wait is over.</summary>
    private static async Task ReadAsync(ClientWebSocket socket, int frames, ConcurrentBag<double> latencies, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (frames > 0)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await socket.ReceiveAsync(buffer.AsMemory(length), stop);
                    length += part.Count;
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;
                if (Sent().Match(Encoding.UTF8.GetString(buffer, 0, length)) is { Success: true } sent)
                {
                    frames--;
                    latencies.Add(Stopwatch.GetElapsedTime(long.Parse(sent.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).TotalMilliseconds);
                }
                else
                    await SendAsync(socket, new { type = "pong" }, stop); // all else that comes is a ping
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // At the end.
        }
    }

    [GeneratedRegex(@"sent (\d+) ")]
    private static partial Regex Sent();
}
