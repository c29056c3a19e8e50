using Engagement.Data;
using Engagement.Graph;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>
/// All comments below one, flat and oldest first. Below a comment at top level they are a range of the index; below a
/// reply they are found in one pass over the keys of its root's range, since a parent always comes before its child.
/// </summary>
internal sealed class Descendants(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, CommentPages pages, CommentLoader comments)
{
    private readonly BatchLoader<CommentKey, List<Link>> _ranges = new(async (roots, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var links = await db.WherePairs<Comment>(dialect, "Comments", "ArticleId", "RootSeq", roots.Select(k => (k.ArticleId, k.Seq)))
            .Where(c => c.Shown).Select(c => new Link(c.ArticleId, c.RootSeq, c.Seq, c.ParentSeq)).ToListAsync(cancel);
        return links.GroupBy(l => new CommentKey(l.ArticleId, l.RootSeq)).ToDictionary(g => g.Key, g => g.OrderBy(l => l.Seq).ToList());
    });

    /// <summary>The rows of a page below <paramref name="comment"/>, and one more if there are more.</summary>
    public IDataLoaderResult<IReadOnlyList<Comment>> Load(Comment comment, PageArguments page)
    {
        if (comment.ParentSeq == 0)
            return pages.LoadDescendants(comment.ArticleId, comment.Seq, page).Then(rows => (IReadOnlyList<Comment>)(rows ?? []));
        var after = CommentCursor.Parse(page.Cursor, CommentOrder.Oldest)?.Seq ?? 0;
        return _ranges.Load(new(comment.ArticleId, comment.RootSeq)).ThenLoad(range =>
        {
            var below = new HashSet<long> { comment.Seq };
            var wanted = (range ?? []).Where(l => below.Contains(l.ParentSeq) && below.Add(l.Seq) && l.Seq > after).Take(page.Size + 1).ToList();
            return LoaderResults.All(wanted.Select(l => comments.LoadRow(new(l.ArticleId, l.Seq))))
                .Then(rows => (IReadOnlyList<Comment>)[.. rows.OfType<Comment>().Where(c => c.Shown)]);
        });
    }

    private sealed record Link(long ArticleId, long RootSeq, long Seq, long ParentSeq);
}
