namespace Engagement.Benchmarks.Data;

/// <summary>The order in which a thread's comments are written, so that they are numbered as if they had been posted at their times.</summary>
internal static class CommentOrder
{
    /// <summary>
    /// By time; at one time parents first, then as they stand. A reply that is earlier than its parent, as clocks have it, comes at
    /// its parent's time and keeps its own.
    /// </summary>
    /// <param name="thread">The comments of one article in any order.</param>
    /// <exception cref="InvalidDataException">A parent is not there, or its own ancestor.</exception>
    public static IReadOnlyList<DataComment> Sort(IReadOnlyList<DataComment> thread)
    {
        var byId = thread.ToDictionary(c => c.Id);
        var places = new Dictionary<string, Place>();
        foreach (var comment in thread)
            Find(comment);
        return [.. thread.OrderBy(c => places[c.Id].Time).ThenBy(c => places[c.Id].Depth)];

        void Find(DataComment comment)
        {
            var path = new Stack<DataComment>();
            var onPath = new HashSet<string>();
            for (DataComment? next = comment; next is not null && !places.ContainsKey(next.Id); next = ParentOf(next))
            {
                if (!onPath.Add(next.Id))
                    throw new InvalidDataException($"{next.Source}: comment {next.Id} is its own ancestor");
                path.Push(next);
            }
            while (path.TryPop(out var one))
                places[one.Id] = ParentOf(one) is { } parent && places[parent.Id] is var place && place.Time >= one.Time
                    ? new Place(place.Time, place.Depth + 1)
                    : new Place(one.Time, 0);
        }

        DataComment? ParentOf(DataComment comment) =>
            comment.Parent is null ? null
            : byId.TryGetValue(comment.Parent, out var parent) ? parent
            : throw new InvalidDataException($"{comment.Source}: parent {comment.Parent} is not in its article");
    }

    /// <param name="Time">Not before that of the parent.</param>
    /// <param name="Depth">Under ancestors of the same time.</param>
    private readonly record struct Place(DateTime Time, int Depth);
}
