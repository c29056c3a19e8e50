using Engagement.Articles;
using Engagement.Data;
using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>A comment that everybody may read, with what is shown beside it.</summary>
internal sealed record PublishedComment(Comment Row, Article Article, ReaderView Author);

/// <summary>The newest comments, and when something that they depend on last changed by the database's clock, UTC; null: never.</summary>
internal sealed record NewestPage(IReadOnlyList<PublishedComment> Comments, DateTime? ChangedAt);

/// <summary>
/// The newest published comments, as everybody may see them, whoever asks. The time of the last change is read before the
/// comments: they may be newer than it, never older.
/// </summary>
internal sealed class NewestComments(PreparedReads reads)
{
    /// <summary>Comments of one page.</summary>
    public const int Most = 50;

    /// <summary>Of one article, the last one that was posted first. Two statements.</summary>
    /// <param name="article">A published one, as it was read.</param>
    /// <param name="cancel">Ends the statements.</param>
    public async Task<NewestPage> OfArticleAsync(Article article, CancellationToken cancel)
    {
        var rows = await reads.ReadAsync<Comment>(
            (dialect, columns) => $$"""
                SELECT {{columns}} FROM "Comments" WHERE "ArticleId" = {0} AND "State" = {{(int)CommentState.Published}}
                ORDER BY "Seq" DESC {{dialect.Take("{1}")}}
                """,
            [article.Id, Most], cancel);
        return new(await WithAuthorsAsync(rows.OrderByDescending(c => c.Seq), [article], cancel), article.ChangedAt);
    }

    /// <summary>Of all published articles, the latest first. Four statements.</summary>
    public async Task<NewestPage> OfAllAsync(CancellationToken cancel)
    {
        var changed = await reads.ReadAsync<Article>(
            (dialect, columns) => $$"""SELECT {{columns}} FROM "Articles" ORDER BY "ChangedAt" DESC {{dialect.Take("{0}")}}""", [1], cancel);
        var rows = await reads.ReadAsync<Comment>(
            (dialect, columns) => $$"""
                SELECT {{columns}} FROM "Comments" WHERE "State" = {{(int)CommentState.Published}}
                AND EXISTS (SELECT 1 FROM "Articles" AS a WHERE a."Id" = "Comments"."ArticleId" AND a."State" = {{(int)ArticleState.Published}})
                ORDER BY "CreatedAt" DESC, "ArticleId" DESC, "Seq" DESC {{dialect.Take("{0}")}}
                """,
            [Most], cancel);
        var articles = await ReadAsync<Article>("Articles", rows.Select(c => c.ArticleId), cancel);
        var newest = rows.OrderByDescending(c => (c.CreatedAt, c.ArticleId, c.Seq));
        return new(await WithAuthorsAsync(newest, articles.Where(a => a.State == ArticleState.Published), cancel), changed.SingleOrDefault()?.ChangedAt);
    }

    private async Task<IReadOnlyList<PublishedComment>> WithAuthorsAsync(IEnumerable<Comment> rows, IEnumerable<Article> articles, CancellationToken cancel)
    {
        var byId = articles.ToDictionary(a => a.Id);
        var authors = (await ReadAsync<Reader>("Readers", rows.Select(c => c.AuthorId), cancel)).ToDictionary(r => r.Id, ReaderView.From);
        return [.. rows.Where(c => byId.ContainsKey(c.ArticleId)).Select(c => new PublishedComment(c, byId[c.ArticleId], authors[c.AuthorId]))];
    }

    private async Task<List<T>> ReadAsync<T>(string table, IEnumerable<long> ids, CancellationToken cancel) where T : class =>
        ids.Distinct().Cast<object>().ToList() is { Count: > 0 } some ? await reads.ReadByAsync<T>(table, "Id", some, cancel) : [];
}
