using Engagement.Benchmarks.Data;

namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>Subscribers of one article by WebSocket, while others write below it. Every frame has to arrive.</summary>
internal sealed class LiveWorkload() : Workload("live", $"WebSocket subscribers of one article while {PostsASecond} posts a second arrive", "frame")
{
    private const int PostsASecond = 10;

    public override async Task<ILoad> PrepareAsync(LoadServer server, LoadSettings settings, CancellationToken cancel)
    {
        var key = GeneratedData.Key(0);
        var article = await server.ArticleIdAsync(key, cancel);
        var posts = await PacedPosts.PrepareAsync(server, key, PostsASecond, cancel);
        using var socket = await LoadSocket.SubscribeAsync(server.Address, article, cancel);
        var post = posts.PostAsync(cancel);
        var frame = (await socket.ReceiveFrameAsync(cancel)).ToArray();
        return new SocketLoad(server.Address, article, settings.Subscribers, posts, new CeilingAnswers(await post, frame));
    }
}
