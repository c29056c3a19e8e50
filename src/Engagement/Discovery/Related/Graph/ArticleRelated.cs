using Engagement.Articles;
using Engagement.Graph;
using GraphQL.DataLoader;

namespace Engagement.Discovery.Related;

internal sealed class ArticleRelated(RelatedArticles related, ArticleLoader articles)
{
    /// <summary>
    /// What to read beside the article: first what its editor chose, in that order, then public articles that share companies,
    /// keywords, channels and words of the title with it, those that share the most and the rarest first. Fewer than asked for
    /// if there are no more. Null if they could not be read just now.
    /// </summary>
    /// <param name="first">At most so many, 0–20.</param>
    [CacheableFor(60)]
    public IDataLoaderResult<IEnumerable<ArticleView>?> Related([Parent] ArticleView article, int first = 5) =>
        first is >= 0 and <= RelatedArticles.Most
            ? related.Load(article.Row, first).Then(rows => rows?.Select(articles.Show).ToList() as IEnumerable<ArticleView>)
            : throw PageArguments.Error($"`first` is 0 to {RelatedArticles.Most}, not {first}.");
}
