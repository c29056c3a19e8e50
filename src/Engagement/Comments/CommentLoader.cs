using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Live;
using Engagement.Readers;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>Comments by key, one statement for all that one level of a request asks for, and who may see them.</summary>
internal sealed class CommentLoader(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, ArticleLoader articles, Viewer viewer, AnswerSources sources) : INodeSource
{
    private readonly BatchLoader<CommentKey, Comment> _rows = new(async (keys, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.WherePairs<Comment>(dialect, "Comments", "ArticleId", "Seq", keys.Select(k => (k.ArticleId, k.Seq)))
            .AsNoTracking().ToListAsync(cancel);
        return rows.ToDictionary(c => c.Key);
    });

    public string Prefix => CommentKey.Prefix;

    /// <summary>The row, whoever asks.</summary>
    public IDataLoaderResult<Comment?> LoadRow(CommentKey key) => _rows.Load(key);

    /// <summary>Puts in a row as a write or the feed left it. What was known may be older: that write may have changed other rows too.</summary>
    public void Prime(Comment row)
    {
        _rows.Forget();
        _rows.Prime(row.Key, row);
    }

    /// <summary>The comment as everybody sees it in a page; null if it is not shown.</summary>
    public IDataLoaderResult<CommentView?> LoadShown(CommentKey key) =>
        LoadRow(key).Then(row => row is { Shown: true } ? CommentView.From(row) : null);

    /// <summary>
    /// The comment as the caller may see it; null if it is unknown or not for the caller. Its article is read first: a comment
    /// may be newer than the version that a client follows from, never older.
    /// </summary>
    public IDataLoaderResult<CommentView?> Load(CommentKey key) =>
        articles.Load(key.ArticleId).ThenLoad(article => article is null ? LoaderResults.Of<CommentView?>(null) : LoadRow(key).ThenLoad(See));

    /// <summary>The same by public id; an id that is none names nothing.</summary>
    public IDataLoaderResult<CommentView?> LoadById(string id) =>
        CommentKey.Parse(id) is { } key ? Load(key) : Nothing();

    /// <inheritdoc/>
    public IDataLoaderResult<INode?> LoadNode(string id) => LoadById(id).Then(c => (INode?)c);

    private IDataLoaderResult<CommentView?> Nothing()
    {
        sources.Own();
        return LoaderResults.Of<CommentView?>(null);
    }

    private IDataLoaderResult<CommentView?> See(Comment? row)
    {
        if (row is null)
            return Nothing();
        if (row.IsPublished)
            return LoaderResults.Of<CommentView?>(CommentView.From(row));
        sources.Own();
        return viewer.Is(Roles.Moderator) ? LoaderResults.Of<CommentView?>(CommentView.From(row, Sight.Moderator))
            : viewer.LoadReader().Then(reader =>
                reader == row.AuthorId ? CommentView.From(row, Sight.Author)
                : row.Shown ? CommentView.From(row)
                : null);
    }
}
