using Engagement.Articles;
using Engagement.Comments.Bodies;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>
/// Posts a comment or a reply, and by a ticket registers its article in the same transaction. Errors:
/// <see cref="InvalidInput"/>, <see cref="InvalidTicket"/>, <see cref="NotFound"/>, <see cref="ThreadClosed"/>,
/// <see cref="Banned"/>, <see cref="TooFast"/>, <see cref="IdempotencyKeyReused"/>.
/// </summary>
internal sealed class PostComment(Viewer viewer, WritePace pace, CommitQueue<PostDraft, PostOutcome> queue, IArticleTickets tickets, CommentingOptions options)
{
    /// <exception cref="OverloadedException">Too many posts wait; nothing was written.</exception>
    public async Task<PostOutcome> PostAsync(PostCommentInput input, CancellationToken cancel)
    {
        if (InputChecks.CheckIdempotencyKey(input.IdempotencyKey) is { } badKey)
            return PostOutcome.Refused(badKey);
        var target = await PostTarget.ReadAsync(input, tickets, cancel);
        var parent = CommentKey.Parse(input.ParentId);
        var refusal = Refuse(input, target, parent);
        if (refusal is not null && input.IdempotencyKey is null)
            return PostOutcome.Refused(refusal);

        return await viewer.WriteAsync(
            async readerId => await PostAsync(new PostDraft(
                target.ArticleId ?? 0, parent, readerId, input.Body, KeyOf(input, readerId), refusal ?? await pace.TakePostAsync(readerId), ArticleLoader.SeesAll(viewer), target.Ticket)),
            cancel);
    }

    private async Task<PostOutcome> PostAsync(PostDraft draft)
    {
        var outcome = await queue.WriteAsync(draft);
        return outcome == PostOutcome.ReaderGone ? throw new ReaderGoneException() : outcome;
    }

    private IUserError? Refuse(PostCommentInput input, PostTarget target, CommentKey? parent)
    {
        if (CommentBody.Check(input.Body, options.MaxLength).At("body") is { } badBody)
            return badBody;
        if (target.Error is not null)
            return target.Error;
        return input.ParentId is not null && parent is null ? NoParent : null;
    }

    public static NotFound NoArticle { get; } = new("No article has this id.", ["articleId"]);
    public static NotFound NoArticleOfTicket { get; } = new("No article has this key or stands at this URL.", ["ticket"]);
    public static NotFound NoParent { get; } = new("The article has no published comment with this id.", ["parentId"]);

    /// <summary>
    /// What makes a repeat the same, but for the article: it may be named otherwise now (by an id after a ticket, by another
    /// ticket, by another id after a merge), so that not the name is compared but what it names.
    /// </summary>
    public static KeyUse? KeyOf(PostCommentInput input, long readerId) => input.IdempotencyKey is { } key
        ? new(readerId, key, IdempotencyKeys.Hash("postComment", input.ParentId, input.Body))
        : null;
}
