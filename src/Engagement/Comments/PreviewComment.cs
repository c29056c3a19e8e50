using Engagement.Articles;
using Engagement.Comments.Bodies;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>What a post would become.</summary>
/// <param name="BodyHtml">The body as it would be shown; null if it would be refused.</param>
/// <param name="Errors">Every problem that posting it now would meet, in the order of the input; empty if there is none.</param>
internal sealed record CommentPreview([property: Html] string? BodyHtml, IEnumerable<IUserError> Errors);

/// <summary>
/// Shows a post before it is made, and all that stands against it. Nothing is written, no reader is made and no pace is used.
/// Another post may come in between: only posting decides. Errors: those of <see cref="PostComment"/>.
/// </summary>
internal sealed class PreviewComment(
    IDbContextFactory<EngagementDbContext> contexts, ArticleLoader articles, CommentLoader comments, IArticleTickets tickets, Viewer viewer, WritePace pace, CommentingOptions options, TimeProvider time)
{
    public async Task<CommentPreview> PreviewAsync(PostCommentInput input, CancellationToken cancel)
    {
        var badBody = CommentBody.Check(input.Body, options.MaxLength).At("body");
        var target = await PostTarget.ReadAsync(input, tickets, cancel);
        var badKey = PostComment.CheckKey(input);
        var isRepeat = badKey is null ? await IsRepeatAsync(input, target, cancel) : null;
        var errors = isRepeat switch
        {
            true => [],
            false => [IdempotencyKeyReused.ByOtherInput],
            null => (List<IUserError>)[.. new IUserError?[] { badBody, badKey }.OfType<IUserError>(), .. await OfThreadAsync(input, target, cancel), .. await OfReaderAsync(cancel)],
        };
        return new(badBody is null ? CommentHtml.Render(input.Body) : null, errors);
    }

    private async Task<IEnumerable<IUserError>> OfThreadAsync(PostCommentInput input, PostTarget target, CancellationToken cancel)
    {
        if (target.Error is not null)
            return [target.Error];
        var article = await (target.Ticket is { } ticket ? articles.LoadByKey(ticket.Key) : articles.Load(target.ArticleId ?? 0)).GetResultAsync(cancel);
        if (article is null && target.Ticket is null)
            return [PostComment.NoArticle];
        var errors = new List<IUserError>();
        if (input.ParentId is not null && (article is null || await FindParentAsync(input.ParentId, article.Row.Id, cancel) is not { IsPublished: true }))
            errors.Add(PostComment.NoParent);
        if (article is not null && ThreadClosed.Of(article.Row, time.GetUtcNow().UtcDateTime, PostTarget.FieldOf(target.Ticket)) is { } closed)
            errors.Add(closed);
        return errors;
    }

    private async Task<Comment?> FindParentAsync(string parentId, long articleId, CancellationToken cancel) =>
        CommentKey.Parse(parentId) is { } key && key.ArticleId == articleId ? await comments.LoadRow(key).GetResultAsync(cancel) : null;

    private async Task<IEnumerable<IUserError>> OfReaderAsync(CancellationToken cancel)
    {
        if (await viewer.FindReaderAsync(cancel) is not { } readerId)
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var reader = await db.Set<Reader>().AsNoTracking().SingleAsync(r => r.Id == readerId, cancel);
        return new IUserError?[] { Banned.Of(reader, time.GetUtcNow().UtcDateTime), await pace.LookAtPostAsync(readerId) }.OfType<IUserError>();
    }

    /// <summary>Whether the key made the same comment before (true) or another one (false); null if it is new.</summary>
    private async Task<bool?> IsRepeatAsync(PostCommentInput input, PostTarget target, CancellationToken cancel)
    {
        if (input.IdempotencyKey is not { } key || await viewer.FindReaderAsync(cancel) is not { } readerId)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var seen = await db.Set<IdempotencyKey>().AsNoTracking().SingleOrDefaultAsync(k => k.CallerId == readerId && k.Key == key, cancel);
        return seen is null ? null : seen.InputHash == PostComment.Hash(input, target);
    }
}
