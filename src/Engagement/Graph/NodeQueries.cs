using GraphQL;
using GraphQL.DataLoader;

namespace Engagement.Graph;

/// <summary>Finds the objects of one type by their global id. A feature registers one for each type with an id.</summary>
internal interface INodeSource
{
    /// <summary>What the ids begin with, such as <c>art</c>.</summary>
    string Prefix { get; }

    /// <summary>The object, or null if it is unknown or not for the caller; the two are never told apart.</summary>
    IDataLoaderResult LoadNode(string id);
}

internal sealed class NodeQueries(IEnumerable<INodeSource> sources)
{
    private const int Most = 100;

    private readonly Dictionary<string, INodeSource> _sources = sources.ToDictionary(s => s.Prefix);

    /// <summary>Whatever has this id; null if it is unknown or not for the caller.</summary>
    /// <param name="id">From any object's `id`.</param>
    public async Task<INode?> Node([Id] string id, CancellationToken cancel) =>
        Find(id) is { } found ? (INode?)await found.GetResultAsync(cancel) : null;

    /// <summary>At most 100; null for what is unknown or not for the caller.</summary>
    /// <param name="ids">From any object's `id`, in the order wanted.</param>
    public async Task<IEnumerable<INode?>> Nodes([Id] IReadOnlyList<string> ids, CancellationToken cancel)
    {
        if (ids.Count > Most)
            throw new ExecutionError($"`ids` has at most {Most} entries, not {ids.Count}.") { Code = "TOO_MANY" };
        var found = ids.Select(Find).ToList();
        var nodes = new INode?[found.Count];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = found[i] is { } one ? (INode?)await one.GetResultAsync(cancel) : null;
        return nodes;
    }

    private IDataLoaderResult? Find(string id) =>
        _sources.GetValueOrDefault(id.Split('_', 2)[0])?.LoadNode(id);
}
