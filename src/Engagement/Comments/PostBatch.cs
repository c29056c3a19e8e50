using Engagement.Articles;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>A post that passed all checks that need no lock.</summary>
/// <param name="ArticleId">Where; 0 by ticket, or if the id names nothing: then there is a refusal.</param>
/// <param name="Parent">The comment that is answered, or null.</param>
/// <param name="ReaderId">Who.</param>
/// <param name="Body">As typed.</param>
/// <param name="Key">The idempotency key, if one was given.</param>
/// <param name="Refusal">What stands against it unless it is a repeat, such as the reader's pace; or null.</param>
/// <param name="SeesAll">Whether the caller may see articles that are not published.</param>
/// <param name="Ticket">The article in a ticket, registered with the post if it is not known and nothing stands against that; else null.</param>
internal sealed record PostDraft(long ArticleId, CommentKey? Parent, long ReaderId, string Body, KeyUse? Key, IUserError? Refusal, bool SeesAll, ArticleDraft? Ticket = null);

/// <summary>What became of a draft: exactly one of the three is set.</summary>
/// <param name="Posted">The new comment and its article as the transaction left them.</param>
/// <param name="Repeats">The comment that the same key made before.</param>
/// <param name="Error">Why it was refused.</param>
internal sealed record PostOutcome((Comment Comment, Article Article)? Posted, CommentKey? Repeats, IUserError? Error)
{
    /// <summary>None of the three: of a batch whose other drafts are written. See <see cref="ReaderGoneException"/>.</summary>
    public static PostOutcome ReaderGone { get; } = new(null, null, null);

    public static PostOutcome Refused(IUserError error) => new(null, null, error);
}

/// <summary>
/// Posts a batch in one transaction: locks the articles, reads all facts set-wise, decides each draft in memory, writes the
/// good ones. A refused draft takes nothing of the others along.
/// </summary>
internal sealed class PostBatch(NamedArticles articles)
{
    public Task<IReadOnlyList<PostOutcome>> WriteAsync(IReadOnlyList<PostDraft> drafts, CancellationToken cancel) => articles.WriteAsync(
        [.. drafts.Select(d => d.Ticket).OfType<ArticleDraft>()], drafts.Select(d => d.ArticleId),
        (write, cancelWork) => WriteAsync(write, drafts, cancelWork), cancel);

    /// <summary>Null if an article of a ticket was put in since the locks were chosen: nothing is written, look again.</summary>
    private static async Task<IReadOnlyList<PostOutcome>?> WriteAsync(ArticleWrite write, IReadOnlyList<PostDraft> drafts, CancellationToken cancel)
    {
        if (await TicketArticles.AddAsync(write, drafts, cancel) is not { } tickets)
            return null;
        var facts = await PostFacts.ReadAsync(write, tickets, drafts, cancel);
        var decided = drafts.Select(draft => Decide(facts, draft, write.Now)).ToList();
        await facts.Keys.WriteAsync(cancel);
        var outcomes = new PostOutcome[drafts.Count];
        for (var i = 0; i < drafts.Count; i++)
            outcomes[i] = decided[i].Outcome ?? await PostAsync(facts, drafts[i], decided[i].Seq, write.Now, cancel);
        tickets.Discard(outcomes);
        return outcomes;
    }

    /// <summary>An outcome, or the sequence number that the comment is to get.</summary>
    private static (PostOutcome? Outcome, long Seq) Decide(PostFacts facts, PostDraft draft, DateTime now)
    {
        if (!facts.Readers.TryGetValue(draft.ReaderId, out var reader))
            return (PostOutcome.ReaderGone, 0);
        if (draft.Key is not null && facts.Keys.Find(draft.Key) is { } seen)
            return (facts.Keys.Wrote(seen) ? null : Repeat(facts, draft, seen), 0); // one of this batch: known once the keys are written
        if (draft.Refusal is not null)
            return (PostOutcome.Refused(draft.Refusal), 0);
        if (Refuse(facts, draft, reader, now) is { } error)
            return (PostOutcome.Refused(error), 0);
        var article = facts.ThreadOf(draft)!.Article; // else it was refused
        var seq = article.TakeSeq();
        if (draft.Key is not null)
            facts.Keys.Take(draft.Key, article.Id, seq);
        return (null, seq);
    }

    private static IUserError? Refuse(PostFacts facts, PostDraft draft, Reader reader, DateTime now)
    {
        if (facts.Tickets.Refuse(draft) is { } refused)
            return refused;
        var field = PostTarget.FieldOf(draft.Ticket);
        if (facts.ThreadOf(draft) is not { } thread || !thread.Article.IsFor(draft.SeesAll))
            return draft.Ticket is null ? PostComment.NoArticle : PostComment.NoArticleOfTicket;
        if (draft.Parent is { } other && other.ArticleId != thread.Article.Id)
            return PostComment.NoParent;
        if (Banned.Of(reader, now) is { } banned)
            return banned;
        if (ThreadClosed.Of(thread.Article, now, field) is { } closed)
            return closed;
        return draft.Parent is { } parent && thread.Find(parent.Seq) is not { IsPublished: true }
            ? PostComment.NoParent
            : null;
    }

    private static async Task<PostOutcome> PostAsync(PostFacts facts, PostDraft draft, long seq, DateTime now, CancellationToken cancel)
    {
        if (draft.Key is not null && facts.Keys.Find(draft.Key) is { } row && !(facts.Keys.Wrote(row) && row.Seq == seq))
            return Repeat(facts, draft, row);
        var thread = facts.ThreadOf(draft)!; // else it was refused
        var held = thread.Article.CommentingAt(now) == CommentingState.Premoderated;
        var comment = await thread.AddAsync(
            seq, draft.ReaderId, draft.Body, draft.Parent is { } parent ? thread.Find(parent.Seq) : null,
            held ? CommentState.Held : CommentState.Published,
            held ? new Decision(AuditAction.Hold, null, Rule: Decision.Premoderated) : null,
            cancel);
        return new PostOutcome((comment, thread.Article), null, null);
    }

    /// <summary>The same input under a name that names nothing may be a repeat or not: then it is told what is wrong with the name.</summary>
    private static PostOutcome Repeat(PostFacts facts, PostDraft draft, IdempotencyKey seen)
    {
        var articleId = facts.ThreadOf(draft)?.Article.Id;
        var isSame = draft.Key?.InputHash == seen.InputHash;
        if (isSame && articleId == seen.ArticleId)
            return new(null, new CommentKey(seen.ArticleId, seen.Seq), null);
        return PostOutcome.Refused(isSame && articleId is null && draft.Refusal is { } refusal ? refusal : IdempotencyKeyReused.ByOtherInput);
    }
}

/// <summary>What a batch of posts is decided by, read under the lock.</summary>
internal sealed class PostFacts(
    ArticleWrite write, TicketArticles tickets, IReadOnlyDictionary<long, CommentThread> threads, IReadOnlyDictionary<long, Reader> readers, IdempotencyKeys keys)
{
    public TicketArticles Tickets => tickets;
    public IReadOnlyDictionary<long, Reader> Readers => readers;
    public IdempotencyKeys Keys => keys;

    /// <summary>The thread of the article that the draft names; null if there is none.</summary>
    public CommentThread? ThreadOf(PostDraft draft) => ArticleOf(write, tickets, draft) is { } article ? threads[article.Id] : null;

    public static async Task<PostFacts> ReadAsync(ArticleWrite write, TicketArticles tickets, IReadOnlyList<PostDraft> drafts, CancellationToken cancel)
    {
        var readerIds = drafts.Select(d => d.ReaderId).Distinct().ToList();
        var readers = await write.Transaction.LockReadersAsync(readerIds, cancel);
        var keys = new IdempotencyKeys(write.Transaction);
        await keys.ReadAsync([.. drafts.Select(d => d.Key).OfType<KeyUse>()], cancel);
        var parents = drafts.Select(d => d.Parent).OfType<CommentKey>().Where(p => write.Articles.ContainsKey(p.ArticleId));
        var comments = await write.LoadWithAncestorsAsync(parents, cancel);
        var posting = drafts.Select(d => (Article: ArticleOf(write, tickets, d), d.ReaderId)).Where(p => p.Article is not null);
        var participants = await ParticipantRows.LoadAsync(write, posting.Select(p => (p.Article!.Id, p.ReaderId)), cancel); // chosen by the line above
        var threads = write.Articles.Values.ToDictionary(a => a.Id, a => new CommentThread(write, a, comments, participants));
        return new PostFacts(write, tickets, threads, readers, keys);
    }

    private static Article? ArticleOf(ArticleWrite write, TicketArticles tickets, PostDraft draft) =>
        draft.Ticket is { } ticket ? tickets.Find(ticket) : write.Find(draft.ArticleId);
}
