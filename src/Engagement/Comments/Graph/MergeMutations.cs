using Engagement.Articles;
using Engagement.Graph;

namespace Engagement.Comments;

/// <summary>Two articles that are to be one, or an article that is to get another key.</summary>
/// <param name="FromKey">The key that goes: it names the other article from now on, and is never registered again.</param>
/// <param name="IntoKey">
/// The key that stays, with all that was registered of it. One that is unknown, or a former key of the same article, becomes
/// the key of the article, of which nothing else changes.
/// </param>
internal sealed record MergeArticlesInput(string FromKey, string IntoKey);

/// <summary>What became of a merge.</summary>
/// <param name="Article">The one that both keys, all URLs and both ids name now; null if refused.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record MergeArticlesPayload(ArticleView? Article, IEnumerable<IUserError> Errors);

internal sealed class MergeMutations(MergeArticles merge, ArticleLoader articles, TermLoader terms)
{
    /// <summary>
    /// Makes one article of two, or gives an article another key. Comments never move: of two articles that both have some it is refused; else the one that has
    /// them keeps its id, and gets what was registered of `intoKey`. Errors: InvalidInput, NotFound, BothHaveComments.
    /// </summary>
    public async Task<MergeArticlesPayload> MergeArticles(MergeArticlesInput input, CancellationToken cancel)
    {
        var outcome = await merge.MergeAsync(input, cancel);
        if (outcome.Article is not { } merged)
            return new(null, [outcome.Error!]); // no article: there is an error
        var view = ArticleView.From(merged.Row);
        articles.Prime(view);
        terms.Prime(merged.Row.Id, merged.Terms);
        return new(view, []);
    }
}
