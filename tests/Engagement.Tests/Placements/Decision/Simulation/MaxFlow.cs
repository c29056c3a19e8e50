namespace Engagement.Tests.Placements.Decision.Simulation;

/// <summary>The greatest flow through a network, by Dinic's algorithm. Nodes are whatever names the test gives them.</summary>
internal sealed class MaxFlow
{
    private readonly Dictionary<object, int> _nodes = [];
    private readonly List<List<int>> _edgesOf = [];
    private readonly List<(int To, double Room)> _edges = [];

    public void Add(object from, object to, double capacity)
    {
        _edgesOf[NodeOf(from)].Add(_edges.Count);
        _edges.Add((NodeOf(to), capacity));
        _edgesOf[NodeOf(to)].Add(_edges.Count);
        _edges.Add((NodeOf(from), 0));
    }

    public double From(object source, object sink)
    {
        var flow = 0.0;
        while (Levels(NodeOf(source)) is var levels && levels[NodeOf(sink)] >= 0)
        {
            var next = new int[levels.Length];
            while (Push(NodeOf(source), NodeOf(sink), double.PositiveInfinity, levels, next) is > 0 and var pushed)
                flow += pushed;
        }
        return flow;
    }

    private int NodeOf(object name)
    {
        if (_nodes.TryAdd(name, _nodes.Count))
            _edgesOf.Add([]);
        return _nodes[name];
    }

    private int[] Levels(int source)
    {
        var levels = new int[_edgesOf.Count];
        Array.Fill(levels, -1);
        levels[source] = 0;
        var queue = new Queue<int>([source]);
        while (queue.TryDequeue(out var node))
            foreach (var (to, room) in _edgesOf[node].Select(e => _edges[e]))
                if (room > 1e-6 && levels[to] < 0)
                {
                    levels[to] = levels[node] + 1;
                    queue.Enqueue(to);
                }
        return levels;
    }

    private double Push(int node, int sink, double limit, int[] levels, int[] next)
    {
        if (node == sink)
            return limit;
        for (; next[node] < _edgesOf[node].Count; next[node]++)
        {
            var edge = _edgesOf[node][next[node]];
            var (to, room) = _edges[edge];
            if (room <= 1e-6 || levels[to] != levels[node] + 1)
                continue;
            if (Push(to, sink, Math.Min(limit, room), levels, next) is > 0 and var pushed)
            {
                _edges[edge] = (to, room - pushed);
                _edges[edge ^ 1] = (node, _edges[edge ^ 1].Room + pushed);
                return pushed;
            }
        }
        return 0;
    }
}
