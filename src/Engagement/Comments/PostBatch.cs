using Engagement.Articles;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>A post that passed all checks that need no lock.</summary>
/// <param name="ArticleId">Where.</param>
/// <param name="ParentSeq">The comment that is answered, or 0.</param>
/// <param name="ReaderId">Who.</param>
/// <param name="Body">As typed.</param>
/// <param name="Key">The idempotency key, if one was given.</param>
/// <param name="Refusal">What stands against it unless it is a repeat, such as the reader's pace; or null.</param>
/// <param name="SeesAll">Whether the caller may see articles that are not published.</param>
internal sealed record PostDraft(long ArticleId, long ParentSeq, long ReaderId, string Body, KeyUse? Key, IUserError? Refusal, bool SeesAll);

/// <summary>What became of a draft: exactly one of the three is set.</summary>
/// <param name="Posted">The new comment and its article as the transaction left them.</param>
/// <param name="Repeats">The comment that the same key made before.</param>
/// <param name="Error">Why it was refused.</param>
internal sealed record PostOutcome((Comment Comment, Article Article)? Posted, CommentKey? Repeats, IUserError? Error)
{
    public static PostOutcome Refused(IUserError error) => new(null, null, error);
}

/// <summary>
/// Posts a batch in one transaction: locks the articles, reads all facts set-wise, decides each draft in memory, writes the
/// good ones. A refused draft takes nothing of the others along.
/// </summary>
internal sealed class PostBatch(ArticleWrites writes)
{
    public Task<IReadOnlyList<PostOutcome>> WriteAsync(IReadOnlyList<PostDraft> drafts, CancellationToken cancel) =>
        writes.RunAsync(drafts.Select(d => d.ArticleId), (write, cancelWork) => WriteAsync(write, drafts, cancelWork), cancel);

    private static async Task<IReadOnlyList<PostOutcome>> WriteAsync(ArticleWrite write, IReadOnlyList<PostDraft> drafts, CancellationToken cancel)
    {
        var facts = await PostFacts.ReadAsync(write, drafts, cancel);
        var decided = drafts.Select(draft => Decide(facts, draft, write.Now)).ToList();
        await facts.Keys.WriteAsync(cancel);
        var outcomes = new PostOutcome[drafts.Count];
        for (var i = 0; i < drafts.Count; i++)
            outcomes[i] = decided[i].Outcome ?? await PostAsync(facts, drafts[i], decided[i].Seq, write.Now, cancel);
        return outcomes;
    }

    /// <summary>An outcome, or the sequence number that the comment is to get.</summary>
    private static (PostOutcome? Outcome, long Seq) Decide(PostFacts facts, PostDraft draft, DateTime now)
    {
        if (draft.Key is not null && facts.Keys.Find(draft.Key) is { } seen)
            return (facts.Keys.Wrote(seen) ? null : Repeat(draft.Key, seen), 0); // one of this batch: known once the keys are written
        if (draft.Refusal is not null)
            return (PostOutcome.Refused(draft.Refusal), 0);
        if (Refuse(facts, draft, now) is { } error)
            return (PostOutcome.Refused(error), 0);
        var seq = facts.Threads[draft.ArticleId].Article.TakeSeq();
        if (draft.Key is not null)
            facts.Keys.Take(draft.Key, draft.ArticleId, seq);
        return (null, seq);
    }

    private static IUserError? Refuse(PostFacts facts, PostDraft draft, DateTime now)
    {
        if (!facts.Threads.TryGetValue(draft.ArticleId, out var thread) || !thread.Article.IsFor(draft.SeesAll))
            return PostComment.NoArticle;
        if (Banned.Of(facts.Readers[draft.ReaderId], now) is { } banned)
            return banned;
        if (ThreadClosed.Of(thread.Article, now, "articleId") is { } closed)
            return closed;
        return draft.ParentSeq != 0 && thread.Find(draft.ParentSeq) is not { IsPublished: true }
            ? PostComment.NoParent
            : null;
    }

    private static async Task<PostOutcome> PostAsync(PostFacts facts, PostDraft draft, long seq, DateTime now, CancellationToken cancel)
    {
        if (draft.Key is not null && facts.Keys.Find(draft.Key) is { } row && !(facts.Keys.Wrote(row) && row.Seq == seq))
            return Repeat(draft.Key, row);
        var thread = facts.Threads[draft.ArticleId];
        var held = thread.Article.CommentingAt(now) == CommentingState.Premoderated;
        var comment = await thread.AddAsync(
            seq, draft.ReaderId, draft.Body, thread.Find(draft.ParentSeq),
            held ? CommentState.Held : CommentState.Published,
            held ? new Decision(AuditAction.Hold, null, Rule: Decision.Premoderated) : null,
            cancel);
        return new PostOutcome((comment, thread.Article), null, null);
    }

    private static PostOutcome Repeat(KeyUse use, IdempotencyKey seen) =>
        use.InputHash == seen.InputHash
            ? new(null, new CommentKey(seen.ArticleId, seen.Seq), null)
            : PostOutcome.Refused(IdempotencyKeyReused.ByOtherInput);
}

/// <summary>What a batch of posts is decided by, read under the lock.</summary>
internal sealed record PostFacts(IReadOnlyDictionary<long, CommentThread> Threads, IReadOnlyDictionary<long, Reader> Readers, IdempotencyKeys Keys)
{
    public static async Task<PostFacts> ReadAsync(ArticleWrite write, IReadOnlyList<PostDraft> drafts, CancellationToken cancel)
    {
        var readerIds = drafts.Select(d => d.ReaderId).Distinct().ToList();
        var readers = await write.Transaction.LockReadersAsync(readerIds, cancel);
        var keys = new IdempotencyKeys(write.Transaction);
        await keys.ReadAsync([.. drafts.Select(d => d.Key).OfType<KeyUse>()], cancel);
        var comments = await write.LoadWithAncestorsAsync(drafts.Select(d => new CommentKey(d.ArticleId, d.ParentSeq)), cancel);
        var participants = await ParticipantRows.LoadAsync(write, drafts.Select(d => (d.ArticleId, d.ReaderId)), cancel);
        var threads = write.Articles.Values.ToDictionary(a => a.Id, a => new CommentThread(write, a, comments, participants));
        return new PostFacts(threads, readers, keys);
    }
}
