using Engagement.Articles;
using Engagement.Graph;
using Engagement.Live;
using Engagement.Readers;
using GraphQL;
using GraphQL.Types;

namespace Engagement.Comments;

/// <summary>What can be followed under an article. Error: NOT_FOUND, if it is unknown or not for the caller.</summary>
internal sealed class CommentSubscriptions(LiveSubscriptions live, ArticleLoader articles, Viewer viewer)
{
    /// <summary>New comments of all depths: first what was published after `after`, then live; ascending, none twice at one version; replace by id.</summary>
    /// <param name="articleId">Whose thread.</param>
    /// <param name="after">The version that the client has; left out: the current one.</param>
    [OutputType(typeof(NonNullGraphType<CommentAdditionType>))]
    public Task<IObservable<LiveEvent>> CommentAdded([Id] string articleId, [Version] long? after, CancellationToken cancel) =>
        OpenAsync(articleId, FeedKind.Additions, after, cancel);

    /// <summary>Everything visible: applying the events to a page read at `after` gives what a page read now gives.</summary>
    /// <param name="articleId">Whose thread.</param>
    /// <param name="after">The version that the client has; left out: the current one.</param>
    [OutputType(typeof(NonNullGraphType<ArticleChangeType>))]
    public Task<IObservable<LiveEvent>> ArticleChanged([Id] string articleId, [Version] long? after, CancellationToken cancel) =>
        OpenAsync(articleId, FeedKind.Changes, after, cancel);

    private async Task<IObservable<LiveEvent>> OpenAsync(string articleId, FeedKind kind, long? after, CancellationToken cancel) =>
        await live.OpenAsync(cancelFind => articles.FindAnewAsync(articleId, cancelFind), kind, after, ArticleLoader.SeesAll(viewer), cancel);
}
