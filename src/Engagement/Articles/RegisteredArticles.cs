using Engagement.Graph;

namespace Engagement.Articles;

/// <summary>What a call did to one article.</summary>
internal enum ArticleChange
{
    Created,
    Changed,

    /// <summary>It was known just so; nothing was written.</summary>
    Unchanged,
}

/// <summary>One article as the transaction left it.</summary>
/// <param name="Row">Not tracked any more.</param>
/// <param name="Terms">All of its lists.</param>
/// <param name="Change">What was done.</param>
internal sealed record RegisteredArticle(Article Row, IReadOnlyList<ArticleTerm> Terms, ArticleChange Change);

/// <summary>What became of a call.</summary>
/// <param name="Articles">In the order given; null where refused. Empty if the whole call was refused.</param>
/// <param name="Errors">In the order of the articles.</param>
internal sealed record RegisteredArticles(IReadOnlyList<RegisteredArticle?> Articles, IReadOnlyList<UserError> Errors)
{
    public int Count(ArticleChange change) => Articles.Count(a => a?.Change == change);
}
