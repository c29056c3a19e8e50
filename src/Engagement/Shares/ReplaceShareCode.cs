using Engagement.Articles;
using Engagement.Graph;

namespace Engagement.Shares;

/// <summary>
/// Gives an article another share code. Links with the one before are out there: they go on leading to it, and their visits
/// count. Errors: <see cref="NotFound"/>.
/// </summary>
internal sealed class ReplaceShareCode(ArticleWrites writes)
{
    /// <summary>The article as the transaction left it; null if no article has this id.</summary>
    public async Task<Article?> ReplaceAsync(string articleId, CancellationToken cancel) =>
        ArticleView.ParseId(articleId) is { } id
            ? await writes.RunAsync([id], (write, _) => Task.FromResult(Replace(write, id)), cancel)
            : null;

    private static Article? Replace(ArticleWrite write, long id)
    {
        var article = write.Find(id);
        if (article?.ReplaceShareCode() is { } former)
            write.Db.Add(new FormerShareCode { Code = former, ArticleId = article.Id });
        return article;
    }
}
