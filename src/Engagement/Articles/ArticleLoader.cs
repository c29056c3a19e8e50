using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using GraphQL.DataLoader;

namespace Engagement.Articles;

/// <summary>
/// Articles by id, key or URL, one statement a kind of look-up for all that one level of a request asks for. An article
/// that is not for the caller is as good as unknown.
/// </summary>
internal sealed class ArticleLoader(PreparedReads reads, Viewer viewer)
{
    private readonly BatchLoader<long, ArticleView> _byId = new(async (ids, cancel) =>
        (await ReadAsync(reads, viewer, "Id", [.. ids], cancel)).ToDictionary(a => a.Id, ArticleView.From));

    private readonly BatchLoader<string, ArticleView> _byKey = new(async (keys, cancel) =>
        (await ReadAsync(reads, viewer, "Key", [.. keys], cancel)).ToDictionary(a => a.Key, ArticleView.From));

    private readonly BatchLoader<string, ArticleView> _byUrl = new(async (hashes, cancel) =>
        (await ReadAsync(reads, viewer, "UrlHash", [.. hashes], cancel)).ToDictionary(a => a.UrlHash, ArticleView.From));

    /// <summary>The article, or null if it is unknown or not for the caller.</summary>
    public IDataLoaderResult<ArticleView?> Load(long id) => _byId.Load(id);

    /// <summary>The article with this public id, or null; an id that is none names nothing.</summary>
    public IDataLoaderResult<ArticleView?> LoadById(string id) =>
        ArticleView.ParseId(id) is { } key ? _byId.Load(key) : _byId.Nothing;

    /// <summary>The article with this key, or null; what cannot be a key names nothing, and the database never sees it.</summary>
    public IDataLoaderResult<ArticleView?> LoadByKey(string key) =>
        TextRules.CheckKey(key, ArticleConfiguration.MaxKeyLength) is null ? _byKey.Load(key).Then(Known) : _byKey.Nothing;

    /// <summary>The article at this address, or null; what cannot be one names nothing.</summary>
    public IDataLoaderResult<ArticleView?> LoadByUrl(string url) =>
        ArticleUrl.TryParse(url, out var canonical) ? _byUrl.Load(ArticleUrl.Hash(canonical)).Then(Known) : _byUrl.Nothing;

    /// <summary>The article that <paramref name="by"/> names, or null.</summary>
    public IDataLoaderResult<ArticleView?> Load(ArticleBy by) => by switch
    {
        { Id: { } id } => LoadById(id),
        { Key: { } key } => LoadByKey(key),
        { Url: { } url } => LoadByUrl(url),
        _ => _byId.Nothing,
    };

    /// <summary>An article as a transaction of this request left it, for the fields below it too.</summary>
    public ArticleView Show(Article row)
    {
        var view = ArticleView.From(row);
        Prime(view);
        return view;
    }

    /// <summary>Puts in an article as it was read elsewhere.</summary>
    public void Prime(ArticleView article) => _byId.Prime(article.Row.Id, article);

    /// <summary>Whether the caller may see articles that are not published.</summary>
    public static bool SeesAll(Viewer viewer) => viewer.Is(Roles.Staff);

    /// <summary>Whether the caller may see this article.</summary>
    public static bool IsFor(Viewer viewer, Article article) => article.IsFor(SeesAll(viewer));

    // What is below it asks for it by id: the same row, or a comment could come with a later version than it was read at.
    private ArticleView? Known(ArticleView? article)
    {
        if (article is not null)
            Prime(article);
        return article;
    }

    private static async Task<IEnumerable<Article>> ReadAsync(
        PreparedReads reads, Viewer viewer, string column, object[] values, CancellationToken cancel)
    {
        var articles = await reads.ReadByAsync<Article>("Articles", column, values, cancel);
        return articles.Where(a => IsFor(viewer, a));
    }
}
