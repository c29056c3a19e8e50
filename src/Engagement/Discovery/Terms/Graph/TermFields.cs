using Engagement.Articles;
using Engagement.Graph;
using GraphQL.DataLoader;

namespace Engagement.Discovery.Terms;

/// <summary>The articles of a channel, keyword or company.</summary>
internal sealed class TermConnections(TermPages pages, ArticleLoader articles)
{
    public IDataLoaderResult<ArticleConnection> Load(Facet facet, string name, int? first, string? after)
    {
        var page = PageArguments.From(first, after, null, null);
        var from = ArticleCursor.Parse(after);
        return pages.Load(facet, name).ThenLoad(term => term is null
            ? LoaderResults.Of(ArticleConnection.Of(page, [], 0, articles.Show))
            : pages.LoadArticles(term.Id, from, page.Size).Then(rows => ArticleConnection.Of(page, rows ?? [], term.Articles, articles.Show)));
    }
}

internal sealed class ChannelFields(TermPages pages, TermConnections connections)
{
    /// <summary>The line under the channel's name, 1–300 characters; null if the publisher says nothing of it.</summary>
    [CacheableFor(TermChanges.Age)]
    public IDataLoaderResult<string?> Description([Parent] Channel channel) => pages.Load(Facet.Channel, channel.Name).Then(t => t?.Description);

    /// <summary>The public articles of the channel, the newest `publishedAt` first (of one without: when it was registered), then by id. Default 20, at most 100.</summary>
    /// <param name="first">The size of the page.</param>
    /// <param name="after">The cursor before it.</param>
    [CacheableFor(TermChanges.Age)]
    public IDataLoaderResult<ArticleConnection> Articles([Parent] Channel channel, int? first, string? after) =>
        connections.Load(Facet.Channel, channel.Name, first, after);
}

internal sealed class KeywordFields(TermConnections connections)
{
    /// <summary>The public articles filed under the keyword, the newest `publishedAt` first (of one without: when it was registered), then by id. Default 20, at most 100.</summary>
    /// <param name="first">The size of the page.</param>
    /// <param name="after">The cursor before it.</param>
    [CacheableFor(TermChanges.Age)]
    public IDataLoaderResult<ArticleConnection> Articles([Parent] Keyword keyword, int? first, string? after) =>
        connections.Load(Facet.Keyword, keyword.Name, first, after);
}

internal sealed class CompanyFields(TermConnections connections)
{
    /// <summary>The public articles about the company, the newest `publishedAt` first (of one without: when it was registered), then by id. Default 20, at most 100.</summary>
    /// <param name="first">The size of the page.</param>
    /// <param name="after">The cursor before it.</param>
    [CacheableFor(TermChanges.Age)]
    public IDataLoaderResult<ArticleConnection> Articles([Parent] Company company, int? first, string? after) =>
        connections.Load(Facet.Company, company.Name, first, after);
}
