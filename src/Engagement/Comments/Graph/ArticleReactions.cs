using Engagement.Articles;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>A reaction to an article itself.</summary>
/// <param name="ArticleId">To which article.</param>
/// <param name="Kind">The way.</param>
internal sealed record ReactToArticleInput([property: Id] string ArticleId, ReactionKind Kind);

/// <summary>A reaction to take back.</summary>
/// <param name="ArticleId">From which article.</param>
internal sealed record RemoveArticleReactionInput([property: Id] string ArticleId);

/// <summary>What became of a reaction to an article.</summary>
/// <param name="Article">As it is now; null if refused.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record ReactToArticlePayload(ArticleView? Article, IEnumerable<IUserError> Errors);

internal sealed class ArticleReactionMutations(ReactToArticle react, ArticleLoader articles)
{
    /// <summary>Reacts to the article itself; a second reaction of the same reader replaces the first. Errors: NotFound, Banned, TooFast.</summary>
    public async Task<ReactToArticlePayload> ReactToArticle(ReactToArticleInput input, CancellationToken cancel) =>
        Reacted(await react.ReactAsync(input.ArticleId, input.Kind, cancel));

    /// <summary>Takes back a reaction to the article; that there was none is no error. Errors: NotFound, Banned, TooFast.</summary>
    public async Task<ReactToArticlePayload> RemoveArticleReaction(RemoveArticleReactionInput input, CancellationToken cancel) =>
        Reacted(await react.ReactAsync(input.ArticleId, null, cancel));

    private ReactToArticlePayload Reacted(ArticleReactionOutcome outcome) =>
        outcome.Article is { } article ? new(articles.Show(article), []) : new(null, [outcome.Error!]);
}

/// <summary>Reactions to the article itself, in its counts.</summary>
internal sealed class EngagementReactions(PreparedReads reads)
{
    private readonly BatchLoader<long, ArticleTally> _tallies = new(async (ids, cancel) =>
        (await reads.ReadByAsync<ArticleTally>("ArticleTallies", "ArticleId", [.. ids], cancel)).ToDictionary(t => t.ArticleId));

    /// <summary>To the article itself; kinds with a count above 0, in the order of the enum.</summary>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<IReadOnlyList<ReactionCount>> Reactions([Parent] EngagementView engagement) =>
        _tallies.Load(engagement.ArticleId).Then(tally => tally is null ? [] : ReactionCount.Of(tally));
}

/// <summary>The field of an article that depends on who asks.</summary>
internal sealed class ArticleOfViewer(IDbContextFactory<EngagementDbContext> contexts, Viewer viewer)
{
    private readonly BatchLoader<(long Article, long Reader), ArticleReaction> _reactions = new(async (keys, cancel) =>
    {
        var (readerId, ids) = (keys[0].Reader, keys.Select(k => k.Article).ToList()); // one caller a request
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<ArticleReaction>().AsNoTracking().Where(r => r.ReaderId == readerId && ids.Contains(r.ArticleId))
            .ToDictionaryAsync(r => (r.ArticleId, r.ReaderId), cancel);
    });

    /// <summary>The caller's own reaction to the article itself; null if there is none.</summary>
    public IDataLoaderResult<ReactionKind?> ViewerReaction([Parent] ArticleView article) =>
        viewer.LoadReader().ThenLoad(reader => reader is { } id
            ? _reactions.Load((article.Row.Id, id)).Then(found => found?.Kind)
            : LoaderResults.Of<ReactionKind?>(null));
}
