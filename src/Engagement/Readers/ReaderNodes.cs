using Engagement.Graph;
using GraphQL.DataLoader;

namespace Engagement.Readers;

/// <summary>Readers by their global id.</summary>
internal sealed class ReaderNodes(ReaderLoader readers) : INodeSource
{
    public string Prefix => ReaderView.IdPrefix;

    public IDataLoaderResult<INode?> LoadNode(string id) => readers.LoadById(id).Then(INode? (reader) => reader);
}
