using Engagement.Articles;
using Engagement.Comments.Bodies;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>
/// Posts a comment or a reply. Errors: <see cref="InvalidInput"/>, <see cref="NotFound"/>, <see cref="ThreadClosed"/>,
/// <see cref="Banned"/>, <see cref="TooFast"/>, <see cref="IdempotencyKeyReused"/>.
/// </summary>
internal sealed class PostComment(Viewer viewer, WritePace pace, PostQueue queue, CommentingOptions options)
{
    /// <exception cref="OverloadedException">Too many posts wait; nothing was written.</exception>
    public async Task<PostOutcome> PostAsync(PostCommentInput input, CancellationToken cancel)
    {
        if (input.IdempotencyKey is { } key && TextRules.CheckKey(key, IdempotencyKey.MaxLength).At("idempotencyKey") is { } badKey)
            return Refused(badKey);
        var (articleId, parent) = (ArticleView.ParseId(input.ArticleId), CommentKey.Parse(input.ParentId));
        var refusal = Refuse(input, articleId, parent);
        if (refusal is not null && input.IdempotencyKey is null)
            return Refused(refusal);

        var readerId = await viewer.EnsureReaderAsync(cancel);
        var use = input.IdempotencyKey is null ? null
            : new KeyUse(readerId, input.IdempotencyKey, IdempotencyKeys.Hash("postComment", input.ArticleId, input.ParentId, input.Body));
        return await queue.Queue.WriteAsync(new PostDraft(
            articleId ?? 0, parent?.Seq ?? 0, readerId, input.Body, use, refusal ?? await pace.TakePostAsync(readerId), ArticleLoader.SeesAll(viewer)));
    }

    private IUserError? Refuse(PostCommentInput input, long? articleId, CommentKey? parent)
    {
        if (CommentBody.Check(input.Body, options.MaxLength).At("body") is { } badBody)
            return badBody;
        if (articleId is null)
            return new NotFound("No article has this id.", ["articleId"]);
        return input.ParentId is not null && parent?.ArticleId != articleId
            ? new NotFound("The article has no comment with this id.", ["parentId"])
            : null;
    }

    private static PostOutcome Refused(IUserError error) => new(null, null, error);
}
