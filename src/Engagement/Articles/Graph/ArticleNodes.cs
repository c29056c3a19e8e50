using Engagement.Graph;
using GraphQL.DataLoader;

namespace Engagement.Articles;

/// <summary>Articles by their global id.</summary>
internal sealed class ArticleNodes(ArticleLoader articles) : INodeSource
{
    public string Prefix => ArticleView.IdPrefix;

    public IDataLoaderResult<INode?> LoadNode(string id) => articles.LoadById(id).Then(INode? (article) => article);
}
