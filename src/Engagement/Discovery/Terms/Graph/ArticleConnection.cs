using Engagement.Articles;
using Engagement.Graph;

namespace Engagement.Discovery.Terms;

/// <summary>A page of articles.</summary>
/// <param name="Edges">The newest first.</param>
/// <param name="PageInfo">Where the page stands.</param>
/// <param name="TotalCount">Edges that one would page through.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record ArticleConnection(IReadOnlyList<ArticleEdge> Edges, PageInfo PageInfo, int TotalCount)
{
    /// <summary>The articles of `edges`.</summary>
    public IEnumerable<ArticleView> Nodes => Edges.Select(e => e.Node);

    /// <summary>The page that the rows make: they were read from the cursor on, one more than the page holds if there are more.</summary>
    public static ArticleConnection Of(PageArguments page, IReadOnlyList<Article> rows, int total, Func<Article, ArticleView> view)
    {
        var edges = rows.Take(page.Size).Select(row => new ArticleEdge(ArticleCursor.Format(row), view(row))).ToList();
        return new(edges, PageInfo.Of(page, rows.Count, edges.Select(e => e.Cursor)), total);
    }
}

/// <summary>An article in its place.</summary>
/// <param name="Cursor">Opaque.</param>
/// <param name="Node">The article.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record ArticleEdge(string Cursor, ArticleView Node);
