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
        if (CommentBody.Check(input.Body, options.MaxLength).At("body") is { } badBody)
            return Refused(badBody);
        if (input.IdempotencyKey is { } key && TextRules.CheckKey(key, IdempotencyKey.MaxLength).At("idempotencyKey") is { } badKey)
            return Refused(badKey);
        if (ArticleView.ParseId(input.ArticleId) is not { } articleId)
            return Refused(new NotFound("No article has this id.", ["articleId"]));
        var parent = CommentKey.Parse(input.ParentId);
        if (input.ParentId is not null && parent?.ArticleId != articleId)
            return Refused(new NotFound("The article has no comment with this id.", ["parentId"]));

        var readerId = await viewer.EnsureReaderAsync(cancel);
        var use = input.IdempotencyKey is null ? null
            : new KeyUse(readerId, input.IdempotencyKey, IdempotencyKeys.Hash("postComment", input.ArticleId, input.ParentId, input.Body));
        return await queue.Queue.WriteAsync(new PostDraft(
            articleId, parent?.Seq ?? 0, readerId, input.Body, use, TooFastError(pace.TakePost(readerId)), ArticleLoader.SeesAll(viewer)));
    }

    /// <summary>A reader's pace as the typed error; null if there is nothing to wait for.</summary>
    public static TooFast? TooFastError(TimeSpan? wait) => wait is not { } span ? null
        : new("This reader writes faster than the site allows.", null, (int)Math.Ceiling(Math.Max(1, span.TotalSeconds)));

    private static PostOutcome Refused(IUserError error) => new(null, null, error);
}
