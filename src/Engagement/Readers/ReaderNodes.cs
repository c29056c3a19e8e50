using Engagement.Graph;
using Engagement.Live;
using GraphQL.DataLoader;

namespace Engagement.Readers;

/// <summary>Readers by their global id.</summary>
internal sealed class ReaderNodes(ReaderLoader readers, AnswerSources sources) : INodeSource
{
    public string Prefix => ReaderView.IdPrefix;

    public IDataLoaderResult<INode?> LoadNode(string id)
    {
        sources.Own(); // a reader has no version: only comments tell of changes
        return readers.LoadById(id).Then(INode? (reader) => reader);
    }
}
