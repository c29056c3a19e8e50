namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>Pages of all articles in turn.</summary>
internal sealed class ArticlesWorkload() : Workload("articles", "First page of 10 comments over all articles", "page")
{
    public override async Task<ILoad> PrepareAsync(LoadServer server, LoadSettings settings, CancellationToken cancel) =>
        await PageRequests.PrepareAsync(server, settings.Data.Articles, settings.Connections, null, cancel);
}
