using Engagement.Articles;
using Engagement.Graph;
using GraphQL;
using GraphQL.DataLoader;

namespace Engagement.Comments;

/// <summary>What comments add to an article.</summary>
internal sealed class ArticleComments(CommentPages pages, CommentCounts counts, CommentChanges changes, CommentLoader comments, PinLoader pins)
{
    /// <summary>Top level. The same for every caller; what depends on the viewer is in `viewer { thread }`. Default 20, at most 100.</summary>
    /// <param name="first">The size of the page, from its start.</param>
    /// <param name="after">Goes with `first`.</param>
    /// <param name="last">The size of the page, from its end.</param>
    /// <param name="before">Goes with `last`.</param>
    /// <param name="orderBy">Which comes first.</param>
    /// <param name="around">A comment: the page that has it, or the comment at top level above it, in its middle; of one that is not shown, where it would be. Goes with `first` alone, and with NEWEST and OLDEST.</param>
    /// <param name="filter">Which comments the pages have; `totalCount` counts these.</param>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<CommentConnection> Comments(
        [Parent] ArticleView article, int? first, string? after, int? last, string? before, CommentOrder orderBy = CommentOrder.Newest,
        [Id] string? around = null, CommentFilter? filter = null)
    {
        var page = PageArguments.From(first, after, last, before);
        if (around is null)
            return Page(article, orderBy, page, filter);
        if (page.Cursor is not null || page.Backward)
            throw PageArguments.Error("`around` goes with `first` alone.");
        if (orderBy is not (CommentOrder.Newest or CommentOrder.Oldest))
            throw PageArguments.Error("`around` goes with NEWEST and OLDEST.");
        return CommentKey.Parse(around) is { } key && key.ArticleId == article.Row.Id
            ? comments.LoadRow(key).ThenLoad(row => Around(article, orderBy, PlaceOf(row, key), page.Size, filter))
            : Page(article, orderBy, page, filter);
    }

    /// <summary>The change feed as a query, for clients that poll: what `articleChanged` would send. Resync alone if `after` is above the article's version, or from before a merge.</summary>
    /// <param name="after">The version that the client has.</param>
    /// <param name="first">At most so many, 0–100.</param>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<ArticleChanges> Changes([Parent] ArticleView article, [Version] long after, int first = PageArguments.MaxSize) =>
        changes.Load(article, after, PageArguments.From(first, null, null, null).Size);

    /// <summary>Which thread a hidden comment is in is nobody's to know: it is as good as one that never was.</summary>
    private static long PlaceOf(Comment? row, CommentKey key) => row is { Shown: true } ? row.RootSeq : key.Seq;

    private IDataLoaderResult<CommentConnection> Page(ArticleView article, CommentOrder order, PageArguments page, CommentFilter? filter) =>
        WithTotal(article, filter, total => pages.LoadReplies(article.Row.Id, 0, order, page, filter)
            .Then(rows => CommentConnection.Of(page, rows ?? [], total, order)));

    private IDataLoaderResult<CommentConnection> Around(ArticleView article, CommentOrder order, long seq, int size, CommentFilter? filter) =>
        WithTotal(article, filter, total => pages.LoadAround(article.Row.Id, seq, order == CommentOrder.Newest, size, filter)
            .Then(sides => CommentConnection.Around(size, sides.Before, sides.From, total)));

    private IDataLoaderResult<CommentConnection> WithTotal(ArticleView article, CommentFilter? filter, Func<int, IDataLoaderResult<CommentConnection>> load) =>
        filter is null ? load(article.Row.ShownTopLevel) : counts.Load(article.Row.Id, filter).ThenLoad(load);

    /// <summary>At most 3, in the order of pinning; pins do not reorder `comments`.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<IEnumerable<CommentView>> Pinned([Parent] ArticleView article) =>
        pins.Load(article.Row.Id).Then(rows => (rows ?? []).Select(c => CommentView.From(c)));
}
