using Engagement.Articles;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Moderation;

/// <summary>What became of a thread's settings.</summary>
/// <param name="Article">The article as the transaction left it; null if refused.</param>
/// <param name="Error">Why it was refused.</param>
internal sealed record CommentingOutcome(Article? Article, IUserError? Error);

/// <summary>
/// Opens, closes or premoderates a thread: state, end, message and live mode are replaced together; the same again writes nothing. An
/// end has to be in the future, and goes with a thread that is not closed; CLOSED may repeat the end that the thread has, so
/// that its message can be changed after it closed by itself. Errors: <see cref="InvalidInput"/>, <see cref="NotFound"/>.
/// </summary>
internal sealed class SetCommenting(Viewer viewer, ArticleWrites writes)
{
    private const int MaxPollSeconds = 3_600;

    public async Task<CommentingOutcome> SetAsync(SetCommentingInput input, CancellationToken cancel)
    {
        if (ModerationTexts.RefuseMessage(input.Message) is { } badMessage)
            return new(null, badMessage);
        if (ArticleView.ParseId(input.ArticleId) is not { } articleId)
            return NoArticle;
        if (input.PollInterval is < 1 or > MaxPollSeconds)
            return new(null, new InvalidInput($"`pollInterval` is 1 to {MaxPollSeconds} seconds.", ["pollInterval"], InputProblem.Malformed, MaxPollSeconds));
        var wanted = new CommentingSettings(input.State, input.ClosesAt, ModerationTexts.Stored(input.Message), input.LiveMode, input.PollInterval);
        var actorId = await viewer.EnsureReaderAsync(cancel);
        return await writes.RunAsync([articleId], async (write, cancelWrite) =>
        {
            if (write.Find(articleId) is not { } article)
                return NoArticle;
            if (wanted != CommentingSettings.Of(article) && RefuseEnd(wanted, article, write.Now) is { } badEnd)
                return new(null, badEnd);
            await write.SetCommentingAsync(article, wanted, actorId, cancelWrite);
            return new(article, null);
        }, cancel);
    }

    private static CommentingOutcome NoArticle { get; } = new(null, new NotFound("No article has this id.", ["articleId"]));

    private static InvalidInput? RefuseEnd(CommentingSettings wanted, Article article, DateTime now) => wanted switch
    {
        { ClosesAt: null } => null,
        { State: CommentingState.Closed } when wanted.ClosesAt != article.ClosesAt => Malformed("A closed thread has no time at which it is to close."),
        { State: not CommentingState.Closed } when wanted.ClosesAt <= now => Malformed("`closesAt` has passed."),
        _ => null,
    };

    private static InvalidInput Malformed(string message) => new(message, ["closesAt"], InputProblem.Malformed);
}
