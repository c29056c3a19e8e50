using Engagement.Articles;
using Engagement.Comments;
using Engagement.Readers;

namespace Engagement.Moderation;

internal sealed class ModerationMutations(
    RemoveComment remove, RestoreComment restore, ApproveComment approve, PinComment pin, SetCommenting commenting, BanReader bans,
    CommentLoader comments, ArticleLoader articles, TimeProvider time)
{
    /// <summary>PUBLISHED or HELD → REMOVED; unpins, and closes its reports. Errors: InvalidInput, NotFound, Conflict, NotAllowed.</summary>
    public async Task<ModerateCommentPayload> RemoveComment(RemoveCommentInput input, CancellationToken cancel) =>
        Payload(await remove.RemoveAsync(input, cancel));

    /// <summary>REMOVED → PUBLISHED; pins nothing. Errors: InvalidInput, NotFound, Conflict, NotAllowed.</summary>
    public async Task<ModerateCommentPayload> RestoreComment(RestoreCommentInput input, CancellationToken cancel) =>
        Payload(await restore.RestoreAsync(input, cancel));

    /// <summary>HELD → PUBLISHED; on a published comment it closes the open reports. Errors: InvalidInput, NotFound, Conflict, NotAllowed.</summary>
    public async Task<ModerateCommentPayload> ApproveComment(ApproveCommentInput input, CancellationToken cancel) =>
        Payload(await approve.ApproveAsync(input, cancel));

    /// <summary>Puts a published comment behind the article's other pins, at most 3. Errors: InvalidInput, NotFound, Conflict, NotAllowed.</summary>
    public async Task<ModerateCommentPayload> PinComment(PinCommentInput input, CancellationToken cancel) =>
        Payload(await pin.PinAsync(input, cancel));

    /// <summary>Takes a comment from the article's pins; that it was none is no error. Errors: NotFound, NotAllowed.</summary>
    public async Task<ModerateCommentPayload> UnpinComment(PinCommentInput input, CancellationToken cancel) =>
        Payload(await pin.UnpinAsync(input, cancel));

    /// <summary>Opens, closes or premoderates a thread; replaces state, end, message and live mode together. Errors: InvalidInput, NotFound.</summary>
    public async Task<SetCommentingPayload> SetCommenting(SetCommentingInput input, CancellationToken cancel) =>
        await commenting.SetAsync(input, cancel) switch
        {
            { Article: { } article } => new(articles.Show(article), []),
            var refused => new(null, [refused.Error!]), // no article: there is an error
        };

    /// <summary>Ends a reader's right to write at once; replaces the ban in force. Errors: InvalidInput, NotFound, NotAllowed.</summary>
    public async Task<BanReaderPayload> BanReader(BanReaderInput input, CancellationToken cancel) =>
        Payload(await bans.BanAsync(input, cancel));

    /// <summary>Lets a reader write again; that there was no ban is no error. Errors: InvalidInput, NotFound, NotAllowed.</summary>
    public async Task<BanReaderPayload> UnbanReader(UnbanReaderInput input, CancellationToken cancel) =>
        Payload(await bans.UnbanAsync(input, cancel));

    private ModerateCommentPayload Payload(CommentChange change)
    {
        if (change.Changed is not var (comment, article))
            return new(null, null, [change.Error!]); // nothing changed: there is an error
        comments.Prime(comment);
        return new(CommentView.From(comment, Sight.Moderator), articles.Show(article), []);
    }

    private BanReaderPayload Payload(BanOutcome outcome) => outcome.Reader is { } reader
        ? new(ReaderView.From(reader), BanView.Of(reader, time.GetUtcNow().UtcDateTime), [])
        : new(null, null, [outcome.Error!]); // no reader: there is an error
}
