using Engagement.Graph;
using GraphQL;
using GraphQL.DataLoader;

namespace Engagement.Articles;

internal sealed class ArticleQueries(ArticleLoader articles)
{
    /// <summary>At most so many in one field.</summary>
    private const int Most = 100;

    /// <summary>The article; null if it is unknown or not for the caller.</summary>
    /// <param name="by">Exactly one of id, key and URL.</param>
    /// <param name="atLeastVersion">Read the own write on any replica: the answer is no older than this version.</param>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<ArticleView?> Article(ArticleBy by, [Version] long? atLeastVersion = null) =>
        articles.Load(by); // always from the database, which never knows less than a version that somebody was told

    /// <summary>At most 100, in the order asked; null for what is unknown or not for the caller.</summary>
    /// <param name="by">Exactly one of id, key and URL each.</param>
    [CacheableBy(VersionOf.Article)]
    public IEnumerable<IDataLoaderResult<ArticleView?>> Articles(IReadOnlyList<ArticleBy> by) =>
        by.Count <= Most
            ? by.Select(articles.Load)
            : throw new ExecutionError($"`by` has at most {Most} entries, not {by.Count}.") { Code = "TOO_MANY" };
}
