using Engagement.Articles;
using Engagement.Graph;

namespace Engagement.Comments;

/// <summary>
/// The articles that the tickets of a batch of posts register, in the batch's transaction. One that is known by its key, now
/// or formerly, is left as it is; a URL of another article, present or former, is not taken from it; and an article under
/// which nothing is posted after all is not registered.
/// </summary>
internal sealed class TicketArticles
{
    private readonly ArticleWrite _write;
    private readonly List<Article> _made;
    private readonly HashSet<string> _refused;

    private TicketArticles(ArticleWrite write, List<Article> made, HashSet<string> refused) => (_write, _made, _refused) = (write, made, refused);

    /// <summary>Adds those that are not known; null if one of their keys or URLs was put in since the locks were chosen: look again.</summary>
    public static async Task<TicketArticles?> AddAsync(ArticleWrite write, IEnumerable<PostDraft> drafts, CancellationToken cancel)
    {
        var unknown = drafts.Where(d => d.Refusal is null).Select(d => d.Ticket).OfType<ArticleDraft>()
            .Where(t => write.Find(t.Key) is null).DistinctBy(t => t.Key).ToList();
        if (unknown.Count == 0)
            return new(write, [], []);
        return await ArticleBatch.RunAsync(write, unknown, takesFormer: false, cancel) is { } batch
            ? new(write, [.. batch.Articles.OfType<RegisteredArticle>().Select(a => a.Row)], [.. batch.UrlTaken.Select(i => unknown[i].Key)])
            : null;
    }

    /// <summary>Why the draft's ticket registers nothing, or null.</summary>
    public IUserError? Refuse(PostDraft draft) => draft.Ticket is { } ticket && _refused.Contains(ticket.Key)
        ? new InvalidInput("Another article has the ticket's `url`.", ["ticket", "url"], InputProblem.Taken)
        : null;

    /// <summary>Takes back those under which nothing was posted.</summary>
    public void Discard(IEnumerable<PostOutcome> outcomes)
    {
        var used = outcomes.Select(o => o.Posted?.Article).ToHashSet();
        foreach (var article in _made.Where(a => !used.Contains(a)))
            _write.Discard(article);
    }
}
