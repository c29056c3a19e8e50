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
    public static CommentConnection Of(PageArguments page, IReadOnlyList<Comment> rows, int total)
    {
        var edges = rows.Take(page.Size).Select(CommentEdge.Of).ToList();
        if (page.Backward)
            edges.Reverse();
        return new(edges, PageInfo.Of(page, rows.Count, edges.Select(e => e.Cursor)), total);
    }
}

/// <summary>A comment in its place.</summary>
/// <param name="Cursor">Opaque; one of NEWEST and OLDEST.</param>
/// <param name="Node">The comment.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record CommentEdge(string Cursor, CommentView Node)
{
    public static CommentEdge Of(Comment row) => new(CommentCursor.Format(row.Seq), CommentView.From(row));
}
