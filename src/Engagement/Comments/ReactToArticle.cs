using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>What became of a reaction to an article: exactly one of the two is set, but in <see cref="ReaderGone"/>, which no caller sees.</summary>
/// <param name="Article">As the transaction left it.</param>
/// <param name="Error">Why it was refused.</param>
internal sealed record ArticleReactionOutcome(Article? Article, IUserError? Error)
{
    /// <summary>Neither of both: of a batch whose other items are written. See <see cref="ReaderGoneException"/>.</summary>
    public static ArticleReactionOutcome ReaderGone { get; } = new(null, null);
}

/// <summary>
/// Reacts to an article itself, or takes the reaction back; a second kind replaces the first, the same again writes nothing.
/// Errors: <see cref="NotFound"/>, <see cref="Banned"/>, <see cref="TooFast"/>.
/// </summary>
internal sealed class ReactToArticle(Viewer viewer, WritePace pace, CommitQueue<ArticleReactionDraft, ArticleReactionOutcome> queue)
{
    /// <param name="articleId">The public id.</param>
    /// <param name="kind">Null takes the reaction back.</param>
    /// <param name="cancel">Ends the wait for the reader's row, not the write.</param>
    /// <exception cref="OverloadedException">Too many reactions wait; nothing was written.</exception>
    public async Task<ArticleReactionOutcome> ReactAsync(string articleId, ReactionKind? kind, CancellationToken cancel)
    {
        if (ArticleView.ParseId(articleId) is not { } id)
            return ArticleReactionBatch.NoArticle;
        return await viewer.WriteAsync(readerId => ReactAsync(id, readerId, kind), cancel);
    }

    private async Task<ArticleReactionOutcome> ReactAsync(long articleId, long readerId, ReactionKind? kind)
    {
        if (await pace.TakeReactionAsync(readerId) is { } tooFast)
            return new(null, tooFast);
        var outcome = await queue.WriteAsync(new ArticleReactionDraft(articleId, readerId, kind, ArticleLoader.SeesAll(viewer)));
        return outcome == ArticleReactionOutcome.ReaderGone ? throw new ReaderGoneException() : outcome;
    }
}
