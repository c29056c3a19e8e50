using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>The rows of some URLs under the locks of the articles that have them.</summary>
internal sealed class ArticleAddresses
{
    private readonly ArticleWrite _write;
    private readonly Dictionary<string, ArticleAddress> _rows;

    private ArticleAddresses(ArticleWrite write, Dictionary<string, ArticleAddress> rows) => (_write, _rows) = (write, rows);

    /// <summary>Reads them; null if an article that is not locked has one: look again.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="hashes">From <see cref="UrlIdentity.HashOf"/>.</param>
    /// <param name="cancel">Ends the statement.</param>
    public static async Task<ArticleAddresses?> LoadAsync(ArticleWrite write, IEnumerable<string> hashes, CancellationToken cancel)
    {
        var wanted = hashes.Distinct().ToList();
        var rows = await write.Db.Set<ArticleAddress>().Where(u => wanted.Contains(u.Hash)).ToListAsync(cancel);
        return rows.TrueForAll(r => write.Articles.ContainsKey(r.ArticleId)) ? new(write, rows.ToDictionary(r => r.Hash)) : null;
    }

    /// <summary>The article that has the URL, now or formerly, or null.</summary>
    public Article? HolderOf(string hash) => _rows.TryGetValue(hash, out var row) ? _write.Articles[row.ArticleId] : null;

    /// <summary>
    /// The article that stands at a draft's URL, or null: also one of a version before addresses at exactly this URL. Not
    /// one that stood there formerly.
    /// </summary>
    public Article? StandingAt(ArticleDraft draft) =>
        HolderOf(draft.Address) is { } holder && UrlIdentity.HashOf(holder.Url) == draft.Address
            ? holder
            : _write.Articles.Values.FirstOrDefault(a => a.UrlHash == draft.UrlHash);

    /// <summary>Keeps a URL that the article leaves as a former one, unless it is somebody's already.</summary>
    public void Keep(Article article, string url)
    {
        var hash = UrlIdentity.HashOf(url);
        if (!_rows.ContainsKey(hash))
            Add(hash, article, url);
    }

    /// <summary>
    /// Gives the article the URL at which it stands now, also if it was a former one of another. Two that were registered
    /// before these rules may stand at one URL: then whoever has it keeps it.
    /// </summary>
    public void Put(Article article)
    {
        var hash = UrlIdentity.HashOf(article.Url);
        if (!_rows.TryGetValue(hash, out var row))
            Add(hash, article, article.Url);
        else if (row.ArticleId == article.Id)
            row.Url = article.Url;
        else if (_write.Articles[row.ArticleId] is var former && UrlIdentity.HashOf(former.Url) != hash)
        {
            former.StampSettings(); // the URL named it until now: what was answered is out of date
            (row.ArticleId, row.Url) = (article.Id, article.Url);
        }
    }

    private void Add(string hash, Article article, string url)
    {
        _rows.Add(hash, new ArticleAddress { Hash = hash, ArticleId = article.Id, Url = url });
        _write.Db.Add(_rows[hash]);
    }
}
