using Engagement.Articles;
using Engagement.Graph;
using Engagement.Live;
using Engagement.Readers;
using GraphQL;
using GraphQL.Types;

namespace Engagement.Counts;

/// <summary>The counts of many articles, live.</summary>
internal sealed class CountSubscriptions(LiveSubscriptions live, EngagementChanges changes, ArticleLoader articles, Viewer viewer, TimeProvider time)
{
    private const int Most = 100;

    /// <summary>
    /// The articles as they are, and again when something below one changed: each at most once a second, with its newest state.
    /// Ids that are unknown or not for the caller are left out. Errors: NOT_FOUND if that leaves none, TOO_MANY.
    /// </summary>
    /// <param name="articleIds">1–100.</param>
    [OutputType(typeof(NonNullGraphType<ExtendedType<ArticleView>>))]
    public async Task<IObservable<LiveEvent>> EngagementChanged([Id] IReadOnlyList<string> articleIds, CancellationToken cancel)
    {
        if (articleIds.Count > Most)
            throw new ExecutionError($"`articleIds` has at most {Most} entries, not {articleIds.Count}.") { Code = "TOO_MANY" };
        var found = await LoaderResults.All(articleIds.Select(articles.LoadById)).GetResultAsync(cancel);
        var ids = found.OfType<ArticleView>().Select(a => a.Row.Id).ToList();
        if (ids.Count == 0)
            throw new ExecutionError("No article has one of these ids.") { Code = "NOT_FOUND" };
        var follower = new EngagementFollower(ids, ArticleLoader.SeesAll(viewer), time);
        live.Keep(follower);
        await changes.AddAsync(follower, cancel);
        return new PulledStream<LiveEvent>(follower.ReadAsync);
    }
}
