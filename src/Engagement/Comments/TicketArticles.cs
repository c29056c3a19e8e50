using Engagement.Articles;
using Engagement.Graph;

namespace Engagement.Comments;

/// <summary>
/// The articles that the tickets of a batch of posts name, in the batch's transaction. One that is known by its key, now or
/// formerly, or else by the URL at which it stands (the publisher signed that this page is at this URL), is left as it is.
/// All others are registered, but for those at a former URL of another article, and those under which nothing is posted after all.
/// </summary>
internal sealed class TicketArticles
{
    private readonly ArticleWrite _write;
    private readonly Dictionary<string, Article> _atUrl = [];
    private readonly List<Article> _made = [];

    private TicketArticles(ArticleWrite write) => _write = write;

    /// <summary>Adds those that are not known; null if one of their keys or URLs was put in since the locks were chosen: look again.</summary>
    public static async Task<TicketArticles?> AddAsync(ArticleWrite write, IEnumerable<PostDraft> drafts, CancellationToken cancel)
    {
        var articles = new TicketArticles(write);
        var unknown = drafts.Where(d => d.Ticket is { } ticket && write.Find(ticket.Key) is null).Select(d => (Ticket: d.Ticket!, IsPosted: d.Refusal is null)).ToList(); // chosen by its first half
        if (unknown.Count == 0)
            return articles;
        if (await ArticleAddresses.LoadAsync(write, unknown.Select(u => u.Ticket.Address), cancel) is not { } addresses)
            return null;
        foreach (var (ticket, _) in unknown)
            if (addresses.StandingAt(ticket) is { } article)
                articles._atUrl.TryAdd(ticket.Address, article);
        return await articles.RegisterAsync(unknown.Where(u => u.IsPosted).Select(u => u.Ticket), cancel) ? articles : null;
    }

    /// <summary>The article that a ticket names; null if it names none that is known or registered by this batch.</summary>
    public Article? Find(ArticleDraft ticket) => _write.Find(ticket.Key) ?? _atUrl.GetValueOrDefault(ticket.Address);

    /// <summary>Why the draft's ticket names nothing, or null.</summary>
    public IUserError? Refuse(PostDraft draft) => draft.Ticket is { } ticket && Find(ticket) is null ? UrlTaken : null;

    /// <summary>The ticket's article would stand where another stood before.</summary>
    public static InvalidInput UrlTaken { get; } =
        new("Another article had the ticket's `url`; `registerArticles` can give it to this one.", ["ticket", "url"], InputProblem.Taken);

    /// <summary>Takes back those under which nothing was posted.</summary>
    public void Discard(IEnumerable<PostOutcome> outcomes)
    {
        var used = outcomes.Select(o => o.Posted?.Article).ToHashSet();
        foreach (var article in _made.Where(a => !used.Contains(a)))
            _write.Discard(article);
    }

    /// <summary>Of several at one URL the first is registered, and names the article of the others.</summary>
    private async Task<bool> RegisterAsync(IEnumerable<ArticleDraft> tickets, CancellationToken cancel)
    {
        var unknown = tickets.Where(t => !_atUrl.ContainsKey(t.Address)).DistinctBy(t => t.Key).DistinctBy(t => t.Address).ToList();
        if (unknown.Count == 0)
            return true;
        if (await ArticleBatch.RunAsync(_write, unknown, takesFormer: false, cancel) is not { } batch)
            return false;
        _made.AddRange(batch.Articles.OfType<RegisteredArticle>().Select(a => a.Row));
        foreach (var article in _made)
            _atUrl.Add(UrlIdentity.HashOf(article.Url), article);
        return true;
    }
}
