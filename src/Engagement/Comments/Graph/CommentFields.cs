using Engagement.Articles;
using Engagement.Comments.Bodies;
using Engagement.Graph;
using Engagement.Readers;
using GraphQL.DataLoader;

namespace Engagement.Comments;

/// <summary>The fields of a comment that are not in its row.</summary>
internal sealed class CommentFields(
    ArticleLoader articles, ReaderLoader readers, CommentLoader comments, CommentPages pages, Descendants descendants, RenderedBodies bodies)
{
    /// <summary>Where it was written.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<ArticleView> Article([Parent] CommentView comment) =>
        articles.Load(comment.Row.ArticleId).Then(a => a ?? throw new InvalidOperationException("A comment came without its article."));

    /// <summary>The article's page, with the comment's id as fragment.</summary>
    [Url, CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<string> Permalink([Parent] CommentView comment) =>
        Article(comment).Then(article => comment.CommentKey.Permalink(article.Url));

    /// <summary>Null at top level.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<CommentView?> Parent([Parent] CommentView comment) => LoadAbove(comment, comment.Row.ParentSeq);

    /// <summary>The comment that was answered, where the depth limit hung the reply elsewhere.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<CommentView?> InReplyTo([Parent] CommentView comment) => LoadAbove(comment, comment.Row.InReplyToSeq);

    /// <summary>Who wrote it; null on a tombstone.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<ReaderView?> Author([Parent] CommentView comment) =>
        comment.ShowsAuthor ? readers.Load(comment.Row.AuthorId) : LoaderResults.Of<ReaderView?>(null);

    /// <summary>The body as HTML; null on a tombstone.</summary>
    [Html, CacheableBy(VersionOf.Article)]
    public string? BodyHtml([Parent] CommentView comment) => comment.Body is null ? null : bodies.Html(comment.Body);

    /// <summary>Right below it. Default 20, at most 100.</summary>
    /// <param name="first">The size of the page, from its start.</param>
    /// <param name="after">Goes with `first`.</param>
    /// <param name="last">The size of the page, from its end.</param>
    /// <param name="before">Goes with `last`.</param>
    /// <param name="orderBy">Which comes first.</param>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<CommentConnection> Replies(
        [Parent] CommentView comment, int? first, string? after, int? last, string? before, CommentOrder orderBy = CommentOrder.Oldest)
    {
        var page = PageArguments.From(first, after, last, before);
        return comment.ReplyCount == 0
            ? LoaderResults.Of(CommentConnection.Of(page, [], 0))
            : pages.LoadReplies(comment.Row.ArticleId, comment.Row.Seq, orderBy, page)
                .Then(rows => CommentConnection.Of(page, rows ?? [], comment.ReplyCount, orderBy));
    }

    /// <summary>All below it, flat, oldest first, each with `parent` and `depth`. Default 20, at most 100.</summary>
    /// <param name="first">The size of the page.</param>
    /// <param name="after">Where it starts.</param>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<CommentConnection> Descendants([Parent] CommentView comment, int? first, string? after)
    {
        var page = PageArguments.From(first, after, null, null);
        var total = comment.Row.ShownDescendants;
        return total == 0
            ? LoaderResults.Of(CommentConnection.Of(page, [], 0))
            : descendants.Load(comment.Row, page).Then(rows => CommentConnection.Of(page, rows, total));
    }

    /// <summary>From the top level down to the parent.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<IEnumerable<CommentView>> Ancestors([Parent] CommentView comment) =>
        LoadUp(comment.Row.ArticleId, comment.Row.ParentSeq, []);

    private IDataLoaderResult<CommentView?> LoadAbove(CommentView comment, long seq) =>
        seq == 0 ? LoaderResults.Of<CommentView?>(null) : comments.LoadShown(new(comment.Row.ArticleId, seq));

    private IDataLoaderResult<IEnumerable<CommentView>> LoadUp(long articleId, long seq, IReadOnlyList<CommentView> below) =>
        seq == 0
            ? LoaderResults.Of<IEnumerable<CommentView>>(below)
            : comments.LoadRow(new(articleId, seq)).ThenLoad(row => LoadUp(
                articleId, row?.ParentSeq ?? 0, row is { Shown: true } ? [CommentView.From(row), .. below] : below));
}
