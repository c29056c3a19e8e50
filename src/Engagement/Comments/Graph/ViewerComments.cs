using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Graph.Limits;
using Engagement.Readers;
using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>What a signed-in page needs beside the shared one.</summary>
/// <param name="Pending">The caller's own held comments, oldest first.</param>
/// <param name="Reactions">The caller's own, on this article's comments.</param>
/// <param name="Reported">Comments that the caller reported.</param>
/// <param name="CanComment">Whether a post would be taken now.</param>
/// <param name="WhyNot">Why not; null if one can.</param>
internal sealed record ViewerThread(
    [property: ListSize(20)] IEnumerable<CommentView> Pending,
    [property: ListSize(50)] IEnumerable<ViewerReaction> Reactions,
    [property: Id, ListSize(50)] IEnumerable<string> Reported,
    bool CanComment,
    IUserError? WhyNot);

/// <summary>A reaction of the caller's.</summary>
/// <param name="CommentId">To which comment.</param>
/// <param name="Kind">The way.</param>
internal sealed record ViewerReaction([property: Id] string CommentId, ReactionKind Kind);

/// <summary>What comments add to the caller.</summary>
internal sealed class ViewerComments(IDbContextFactory<EngagementDbContext> contexts, ArticleLoader articles, Viewer viewer, TimeProvider time)
{
    /// <summary>What a signed-in page needs beside the shared one; null if the article is unknown or not for the caller.</summary>
    /// <param name="articleId">Whose thread.</param>
    public async Task<ViewerThread?> Thread([Id] string articleId, CancellationToken cancel)
    {
        if (await articles.LoadById(articleId).GetResultAsync(cancel) is not { Row.Id: var id } article)
            return null;
        var now = time.GetUtcNow().UtcDateTime;
        var closed = ThreadClosed.Of(article.Row, now, "articleId");
        if (await viewer.FindReaderAsync(cancel) is not { } readerId)
            return new([], [], [], closed is null, closed);

        await using var db = await contexts.CreateDbContextAsync(cancel);
        var reader = await db.Set<Reader>().AsNoTracking().SingleAsync(r => r.Id == readerId, cancel);
        var held = await db.Set<Comment>().AsNoTracking()
            .Where(c => c.AuthorId == readerId && c.ArticleId == id && c.State == CommentState.Held).OrderBy(c => c.Seq).ToListAsync(cancel);
        var reactions = await db.Set<Reaction>().AsNoTracking()
            .Where(r => r.ReaderId == readerId && r.ArticleId == id).OrderBy(r => r.Seq).ToListAsync(cancel);
        var reported = await db.Set<CommentReport>().AsNoTracking()
            .Where(r => r.ReaderId == readerId && r.ArticleId == id).OrderBy(r => r.Seq).Select(r => r.Seq).ToListAsync(cancel);
        var whyNot = Banned.Of(reader, now) ?? (IUserError?)closed;
        return new(
            held.Select(c => CommentView.From(c, Sight.Author)),
            reactions.Select(r => new ViewerReaction(new CommentKey(id, r.Seq).ToString(), r.Kind)),
            reported.Select(seq => new CommentKey(id, seq).ToString()),
            whyNot is null, whyNot);
    }

    /// <summary>Own comments in every state under articles that the caller may see, newest first. Default 20, at most 100.</summary>
    /// <param name="first">The size of the page.</param>
    /// <param name="after">Where it starts.</param>
    public async Task<CommentConnection> Comments(int? first, string? after, CancellationToken cancel)
    {
        var page = PageArguments.From(first, after, null, null);
        if (await viewer.FindReaderAsync(cancel) is not { } readerId)
            return CommentConnection.Of(page, [], 0);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var own = db.Set<Comment>().AsNoTracking().Where(c => c.AuthorId == readerId);
        if (!ArticleLoader.SeesAll(viewer))
            own = own.Where(c => db.Set<Article>().Any(a => a.Id == c.ArticleId && a.State == ArticleState.Published));
        var total = await own.CountAsync(cancel);
        var rows = await own.After(TimeCursor.Parse(after)).Take(page.Size + 1).ToListAsync(cancel);
        var edges = rows.Take(page.Size).Select(c => new CommentEdge(TimeCursor.Of(c), CommentView.From(c, Sight.Author))).ToList();
        return new(edges, PageInfo.Of(page, rows.Count, edges.Select(e => e.Cursor)), total);
    }
}
