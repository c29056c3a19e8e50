using Engagement.Articles;
using Engagement.Graph;
using Engagement.Readers;
using GraphQL.DataLoader;

namespace Engagement.Comments;

internal sealed class CommentMutations(
    PostComment post, EditComment edit, DeleteComment delete, ReactToComment react, CommentLoader comments, ArticleLoader articles, Viewer viewer)
{
    /// <summary>Posts a comment or a reply. Errors: InvalidInput, InvalidTicket, NotFound, ThreadClosed, Banned, TooFast, IdempotencyKeyReused.</summary>
    public async Task<IDataLoaderResult<PostCommentPayload>> PostComment(PostCommentInput input, CancellationToken cancel)
    {
        var outcome = await post.PostAsync(input, cancel);
        if (outcome.Error is { } error)
            return LoaderResults.Of(new PostCommentPayload(null, null, null, [error]));
        if (outcome.Posted is var (comment, article))
            return LoaderResults.Of(Posted(Show(comment, article), ArticleView.From(article)));
        var key = outcome.Repeats!.Value; // no error and nothing posted: a repeat
        return comments.Load(key).ThenLoad(repeated => articles.Load(key.ArticleId).Then(a => Posted(repeated, a)));
    }

    /// <summary>Changes the text of an own comment within the edit window. Errors: InvalidInput, NotFound, NotTheAuthor, EditWindowOver, ThreadClosed, Banned, TooFast.</summary>
    public async Task<EditCommentPayload> EditComment(EditCommentInput input, CancellationToken cancel) =>
        await edit.EditAsync(input, cancel) switch
        {
            { Changed: var (comment, article) } => new(Show(comment, article), ArticleView.From(article), []),
            var refused => new(null, null, [refused.Error!]),
        };

    /// <summary>Takes back an own comment, for good. Errors: NotFound, NotTheAuthor.</summary>
    public async Task<DeleteCommentPayload> DeleteComment(DeleteCommentInput input, CancellationToken cancel) =>
        await delete.DeleteAsync(input, cancel) switch
        {
            { Changed: var (comment, article) } => Deleted(input.CommentId, comment, article),
            var refused => new(null, null, null, [refused.Error!]),
        };

    /// <summary>A second reaction of the same reader replaces the first. Errors: NotFound, Banned, TooFast.</summary>
    public async Task<ReactToCommentPayload> ReactToComment(ReactToCommentInput input, CancellationToken cancel) =>
        Reacted(await react.ReactAsync(input.CommentId, input.Kind, cancel));

    /// <summary>Takes back a reaction; that there was none is no error. Errors: NotFound, Banned, TooFast.</summary>
    public async Task<ReactToCommentPayload> RemoveReaction(RemoveReactionInput input, CancellationToken cancel) =>
        Reacted(await react.ReactAsync(input.CommentId, null, cancel));

    private ReactToCommentPayload Reacted(CommentChange change) =>
        change is { Changed: var (comment, article) } ? new(Show(comment, article), []) : new(null, [change.Error!]);

    private DeleteCommentPayload Deleted(string commentId, Comment comment, Article article)
    {
        comments.Prime(comment);
        return ArticleLoader.IsFor(viewer, article)
            ? new(commentId, comment.Shown ? CommentView.From(comment) : null, articles.Show(article), [])
            : new(commentId, null, null, []);
    }

    private static PostCommentPayload Posted(CommentView? comment, ArticleView? article) =>
        new(comment, comment is { Row.Shown: true } ? CommentEdge.Of(comment.Row) : null, article, []);

    /// <summary>The comment as its author sees it, and its article as the transaction left it for the fields below.</summary>
    private CommentView Show(Comment comment, Article article)
    {
        articles.Show(article);
        comments.Prime(comment);
        return CommentView.From(comment, Sight.Author);
    }
}
