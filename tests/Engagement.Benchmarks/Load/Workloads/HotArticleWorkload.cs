using Engagement.Benchmarks.Data;

namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>The page of the one article that everybody reads, while others write below it.</summary>
internal sealed class HotArticleWorkload() : Workload("hot-article", $"First page of 10 comments of the hot article while {PostsASecond} posts a second arrive", "page")
{
    private const int PostsASecond = 20;

    public override async Task<ILoad> PrepareAsync(LoadServer server, LoadSettings settings, CancellationToken cancel)
    {
        var posts = await PacedPosts.PrepareAsync(server, GeneratedData.Key(0), PostsASecond, cancel);
        return await PageRequests.PrepareAsync(server, articles: 1, settings.Connections, posts, cancel);
    }
}
