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
    IDbContextFactory<EngagementDbContext> contexts, CommentLoader comments, IArticleTickets tickets, Viewer viewer, WritePace pace, CommentingOptions options, TimeProvider time)
{
    public async Task<CommentPreview> PreviewAsync(PostCommentInput input, CancellationToken cancel)
    {
        var badBody = CommentBody.Check(input.Body, options.MaxLength).At("body");
        var badKey = InputChecks.CheckIdempotencyKey(input.IdempotencyKey);
        var target = await PostTarget.ReadAsync(input, tickets, cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var place = await PostPlace.FindAsync(db, target, cancel);
        var isRepeat = badKey is null ? await IsRepeatAsync(db, input, target, place.Article, cancel) : null;
        var errors = isRepeat switch
        {
            true => [],
            false => [IdempotencyKeyReused.ByOtherInput],
            null => (List<IUserError>)[.. new IUserError?[] { badBody, badKey }.OfType<IUserError>(), .. await OfThreadAsync(input, target, place, cancel), .. await OfReaderAsync(db, cancel)],
        };
        return new(badBody is null ? CommentHtml.Render(input.Body) : null, errors);
    }

    private async Task<IEnumerable<IUserError>> OfThreadAsync(PostCommentInput input, PostTarget target, PostPlace place, CancellationToken cancel)
    {
        var article = place.Article;
        if ((target.Error ?? place.Error) is { } error)
            return [error];
        if (article is not null && !ArticleLoader.IsFor(viewer, article))
            return [target.Ticket is null ? PostComment.NoArticle : PostComment.NoArticleOfTicket];
        var errors = new List<IUserError>();
        if (input.ParentId is not null && (article is null || await FindParentAsync(input.ParentId, article.Id, cancel) is not { IsPublished: true }))
            errors.Add(PostComment.NoParent);
        if (article is not null && ThreadClosed.Of(article, time.GetUtcNow().UtcDateTime, PostTarget.FieldOf(target.Ticket)) is { } closed)
            errors.Add(closed);
        return errors;
    }

    private async Task<Comment?> FindParentAsync(string parentId, long articleId, CancellationToken cancel) =>
        CommentKey.Parse(parentId) is { } key && key.ArticleId == articleId ? await comments.LoadRow(key).GetResultAsync(cancel) : null;

    /// <summary>Nothing stands against one who is not known yet: posting makes the reader.</summary>
    private async Task<IEnumerable<IUserError>> OfReaderAsync(EngagementDbContext db, CancellationToken cancel)
    {
        if (await viewer.FindReaderAsync(cancel) is not { } readerId
            || await db.Set<Reader>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == readerId, cancel) is not { } reader)
            return [];
        return new IUserError?[] { Banned.Of(reader, time.GetUtcNow().UtcDateTime), await pace.LookAtPostAsync(readerId) }.OfType<IUserError>();
    }

    /// <summary>Whether the key made the same comment before (true) or another one (false); null if it is new, or what was named tells nothing.</summary>
    private async Task<bool?> IsRepeatAsync(EngagementDbContext db, PostCommentInput input, PostTarget target, Article? article, CancellationToken cancel)
    {
        if (await viewer.FindReaderAsync(cancel) is not { } readerId || PostComment.KeyOf(input, readerId) is not { } use)
            return null;
        var seen = await db.Set<IdempotencyKey>().AsNoTracking().SingleOrDefaultAsync(k => k.CallerId == use.CallerId && k.Key == use.Key, cancel);
        if (seen is null || (seen.InputHash == use.InputHash && article is null && target.Error is not null))
            return null;
        return (seen.InputHash, seen.ArticleId) == (use.InputHash, article?.Id);
    }
}
