using Engagement.Articles;
using Engagement.Graph;
using GraphQL.DataLoader;

namespace Engagement.Comments;

/// <summary>What comments add to an article.</summary>
internal sealed class ArticleComments(CommentPages pages, PinLoader pins)
{
    /// <summary>Top level. The same for every caller; what depends on the viewer is in `viewer { thread }`. Default 20, at most 100.</summary>
    /// <param name="first">The size of the page, from its start.</param>
    /// <param name="after">Goes with `first`.</param>
    /// <param name="last">The size of the page, from its end.</param>
    /// <param name="before">Goes with `last`.</param>
    /// <param name="orderBy">Which comes first.</param>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<CommentConnection> Comments(
        [Parent] ArticleView article, int? first, string? after, int? last, string? before, CommentOrder orderBy = CommentOrder.Newest)
    {
        var page = PageArguments.From(first, after, last, before);
        return pages.LoadReplies(article.Row.Id, 0, orderBy, page)
            .Then(rows => CommentConnection.Of(page, rows ?? [], article.Row.ShownTopLevel));
    }

    /// <summary>At most 3, in the order of pinning; pins do not reorder `comments`.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<IEnumerable<CommentView>> Pinned([Parent] ArticleView article) =>
        pins.Load(article.Row.Id).Then(rows => (rows ?? []).Select(c => CommentView.From(c)));
}
