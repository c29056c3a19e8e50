namespace Engagement.Articles;

internal sealed class ArticleMutations(RegisterArticles register, ArticleLoader articles, TermLoader terms)
{
    /// <summary>Puts in articles by key or brings them up to date; a bad one is refused, the others go in. Errors: InvalidInput.</summary>
    public async Task<RegisterArticlesPayload> RegisterArticles(RegisterArticlesInput input, CancellationToken cancel)
    {
        var outcome = await register.RunAsync(input.Articles, cancel);
        return new RegisterArticlesPayload(
            [.. outcome.Articles.Select(View)],
            outcome.Count(ArticleChange.Created),
            outcome.Count(ArticleChange.Changed),
            outcome.Count(ArticleChange.Unchanged),
            outcome.Errors);
    }

    /// <summary>From the transaction: what its fields load is what was written.</summary>
    private ArticleView? View(RegisteredArticle? registered)
    {
        if (registered is null)
            return null;
        terms.Prime(registered.Row.Id, registered.Terms);
        return articles.Show(registered.Row);
    }
}
