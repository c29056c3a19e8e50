using Engagement.Graph;

namespace Engagement.Comments;

/// <summary>A page of comments.</summary>
/// <param name="Edges">In the order asked for.</param>
/// <param name="PageInfo">Where the page stands.</param>
/// <param name="TotalCount">Edges that one would page through, tombstones included.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record CommentConnection(IReadOnlyList<CommentEdge> Edges, PageInfo PageInfo, int TotalCount)
{
    /// <summary>The comments of `edges`.</summary>
    public IEnumerable<CommentView> Nodes => Edges.Select(e => e.Node);

    /// <summary>
    /// The page that the rows make: they were read from the cursor on, in the order of reading, one more than the page holds
    /// if there are more.
    /// </summary>
    public static CommentConnection Of(PageArguments page, IReadOnlyList<Comment> rows, int total, CommentOrder order = CommentOrder.Newest)
    {
        var edges = rows.Take(page.Size).Select(row => CommentEdge.Of(row, order)).ToList();
        if (page.Backward)
            edges.Reverse();
        return new(edges, PageInfo.Of(page, rows.Count, edges.Select(e => e.Cursor)), total);
    }

    /// <summary>The page around a place: half of it before the place if there are so many, and what one side lacks the other fills.</summary>
    /// <param name="size">Of the page.</param>
    /// <param name="before">Nearest first; one more than the page holds if there are more.</param>
    /// <param name="from">From the place on; one more than the page holds if there are more.</param>
    /// <param name="total">Of the connection.</param>
    public static CommentConnection Around(int size, IReadOnlyList<Comment> before, IReadOnlyList<Comment> from, int total)
    {
        var after = Math.Min(from.Count, size - Math.Min(before.Count, size / 2));
        var ahead = Math.Min(before.Count, size - after);
        List<CommentEdge> edges = [.. before.Take(ahead).Reverse().Concat(from.Take(after)).Select(row => CommentEdge.Of(row))];
        return new(edges, new PageInfo(from.Count > after, before.Count > ahead, edges.FirstOrDefault()?.Cursor, edges.LastOrDefault()?.Cursor), total);
    }
}

/// <summary>A comment in its place.</summary>
/// <param name="Cursor">Opaque; of the order that was asked for, in events one of NEWEST and OLDEST.</param>
/// <param name="Node">The comment.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record CommentEdge(string Cursor, CommentView Node)
{
    public static CommentEdge Of(Comment row, CommentOrder order = CommentOrder.Newest) => new(CommentCursor.Format(row, order), CommentView.From(row));
}
