using Engagement.Data;
using Engagement.Graph;
using Engagement.Live;
using Engagement.Readers;
using GraphQL.DataLoader;

namespace Engagement.Articles;

/// <summary>
/// Articles by id, key or URL, present and former ones, one statement a kind of look-up for all that one level of a request
/// asks for, and one more where something was merged. An article that is not for the caller is as good as unknown.
/// </summary>
internal sealed class ArticleLoader(PreparedReads reads, Viewer viewer, AnswerSources sources)
{
    private readonly BatchLoader<long, ArticleView> _byId = new(async (ids, cancel) =>
        Tell(sources, ids.Count, await SeeAsync(reads, viewer, await ReadAsync(reads, "Id", [.. ids], cancel), a => a.Id, cancel)));

    private readonly BatchLoader<string, ArticleView> _byKey = new(async (keys, cancel) =>
        Tell(sources, keys.Count, await SeeAsync(reads, viewer, await ReadAsync(reads, "Key", [.. keys], cancel), a => a.Key, cancel)));

    private readonly BatchLoader<string, ArticleView> _byUrl = new(async (urls, cancel) =>
        Tell(sources, urls.Count, await ReadByUrlAsync(reads, viewer, urls, cancel)));

    /// <summary>The article, or null if it is unknown or not for the caller.</summary>
    public IDataLoaderResult<ArticleView?> Load(long id) => _byId.Load(id);

    /// <summary>The article with this public id, or null; an id that is none names nothing.</summary>
    public IDataLoaderResult<ArticleView?> LoadById(string id) =>
        ArticleView.ParseId(id) is { } key ? _byId.Load(key) : Nothing();

    /// <summary>The id of the row that a public id names; null if it names nothing for the caller.</summary>
    public async Task<long?> FindAsync(string id, CancellationToken cancel) => (await LoadById(id).GetResultAsync(cancel))?.Row.Id;

    /// <summary>As <see cref="FindAsync"/>, as it is now, whatever this request has read before.</summary>
    public Task<long?> FindAnewAsync(string id, CancellationToken cancel)
    {
        _byId.Forget();
        return FindAsync(id, cancel);
    }

    /// <summary>The article with this key, or null; what cannot be a key names nothing, and the database never sees it.</summary>
    public IDataLoaderResult<ArticleView?> LoadByKey(string key) =>
        TextRules.CheckKey(key, ArticleConfiguration.MaxKeyLength) is null ? _byKey.Load(key).Then(Known) : Nothing();

    /// <summary>The article at this address, or null; what cannot be one names nothing.</summary>
    public IDataLoaderResult<ArticleView?> LoadByUrl(string url) =>
        ArticleUrl.TryParse(url, out var canonical) ? _byUrl.Load(canonical).Then(Known) : Nothing();

    /// <summary>The article that <paramref name="by"/> names, or null.</summary>
    public IDataLoaderResult<ArticleView?> Load(ArticleBy by) => by switch
    {
        { Id: { } id } => LoadById(id),
        { Key: { } key } => LoadByKey(key),
        { Url: { } url } => LoadByUrl(url),
        _ => Nothing(),
    };

    /// <summary>An article as a transaction of this request left it, or as it was read elsewhere, for the fields below it too.</summary>
    public ArticleView Show(Article row)
    {
        var view = ArticleView.From(row);
        sources.Read(row.Id, row.Version);
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

    private IDataLoaderResult<ArticleView?> Nothing()
    {
        sources.Own();
        return _byId.Nothing;
    }

    /// <summary>Tells what the answer is made from: these articles, and the caller's eyes where one was not found or is not published.</summary>
    private static IReadOnlyDictionary<TName, ArticleView> Tell<TName>(AnswerSources sources, int asked, IReadOnlyDictionary<TName, ArticleView> found)
    {
        if (found.Count < asked || found.Values.Any(a => a.State != ArticleState.Published))
            sources.Own();
        foreach (var article in found.Values)
            sources.Read(article.Row.Id, article.Version);
        return found;
    }

    private static async Task<IReadOnlyDictionary<string, ArticleView>> ReadByUrlAsync(
        PreparedReads reads, Viewer viewer, IReadOnlyList<string> urls, CancellationToken cancel)
    {
        var hashes = urls.ToDictionary(u => u, UrlIdentity.HashOf);
        var addresses = (await reads.ReadByAsync<ArticleAddress>("ArticleAddresses", "Hash", [.. hashes.Values.Distinct()], cancel)).ToDictionary(a => a.Hash, a => a.ArticleId);
        var found = addresses.Count == 0 ? [] : await ReadAsync(reads, "Id", [.. addresses.Values.Distinct()], cancel);
        var views = await SeeAsync(reads, viewer, found, a => a.Id, cancel);
        var answers = urls.Where(u => addresses.TryGetValue(hashes[u], out var id) && views.ContainsKey(id)).ToDictionary(u => u, u => views[addresses[hashes[u]]]);

        // One whose addresses were not written yet, by a version before them, is found by its exact URL.
        var exact = urls.Where(u => !addresses.ContainsKey(hashes[u])).ToDictionary(ArticleUrl.Hash);
        if (exact.Count > 0)
            foreach (var (hash, view) in await SeeAsync(reads, viewer, await ReadAsync(reads, "UrlHash", [.. exact.Keys], cancel), a => a.UrlHash, cancel))
                answers.Add(exact[hash], view);
        return answers;
    }

    /// <summary>What the caller may see of the rows, by the name that each was found by; of one that was merged what it was merged into.</summary>
    private static async Task<IReadOnlyDictionary<TName, ArticleView>> SeeAsync<TName>(
        PreparedReads reads, Viewer viewer, List<Article> rows, Func<Article, TName> name, CancellationToken cancel)
        where TName : notnull
    {
        object[] into = [.. rows.Select(r => r.MergedIntoId).OfType<long>().Distinct().Cast<object>()];
        var survivors = into.Length == 0 ? [] : (await ReadAsync(reads, "Id", into, cancel)).ToDictionary(a => a.Id);
        return rows
            .Select(r => (Name: name(r), Row: r.MergedIntoId is { } id ? survivors.GetValueOrDefault(id) : r))
            .Where(f => f.Row is { MergedIntoId: null } row && IsFor(viewer, row))
            .ToDictionary(f => f.Name, f => ArticleView.From(f.Row!)); // chosen by the line above
    }

    private static Task<List<Article>> ReadAsync(PreparedReads reads, string column, object[] values, CancellationToken cancel) =>
        reads.ReadByAsync<Article>("Articles", column, values, cancel);
}
