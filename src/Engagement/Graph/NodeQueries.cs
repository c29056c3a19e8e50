using GraphQL;
using GraphQL.DataLoader;

namespace Engagement.Graph;

/// <summary>Finds the objects of one type by their global id. A feature registers one for each type with an id.</summary>
internal interface INodeSource
{
    /// <summary>What the ids begin with, such as <c>art</c>.</summary>
    string Prefix { get; }

    /// <summary>The object, or null if it is unknown or not for the caller; the two are never told apart.</summary>
    IDataLoaderResult<INode?> LoadNode(string id);
}

internal sealed class NodeQueries(IEnumerable<INodeSource> sources)
{
    private const int Most = 100;

    private readonly Dictionary<string, INodeSource> _sources = sources.ToDictionary(s => s.Prefix);

    /// <summary>Whatever has this id; null if it is unknown or not for the caller.</summary>
    /// <param name="id">From any object's `id`.</param>
    [CacheableBy(VersionOf.Article)]
    public IDataLoaderResult<INode?> Node([Id] string id) =>
        _sources.GetValueOrDefault(id.Split('_', 2)[0])?.LoadNode(id) ?? LoaderResults.Of<INode?>(null);

    /// <summary>At most 100; null for what is unknown or not for the caller.</summary>
    /// <param name="ids">From any object's `id`, in the order wanted.</param>
    [CacheableBy(VersionOf.Article)]
    public IEnumerable<IDataLoaderResult<INode?>> Nodes([Id] IReadOnlyList<string> ids) =>
        ids.Count <= Most
            ? ids.Select(Node)
            : throw new ExecutionError($"`ids` has at most {Most} entries, not {ids.Count}.") { Code = "TOO_MANY" };
}
