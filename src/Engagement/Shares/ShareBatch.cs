using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Shares;

/// <summary>
/// Counts a batch in one transaction: locks the articles, reads all facts set-wise, decides each draft in memory. What is
/// counted raises the article's version; what is filtered or was counted before does not.
/// </summary>
internal sealed class ShareBatch(ArticleWrites writes, SiteDays days)
{
    /// <summary>One intent, and one completion, of a caller, article and channel counts once in this time.</summary>
    public static readonly TimeSpan Once = TimeSpan.FromMinutes(10);

    public static NotFound NoArticle { get; } = new("No article has this id.", ["articleId"]);

    public Task<IReadOnlyList<ShareOutcome>> WriteAsync(IReadOnlyList<ShareDraft> drafts, CancellationToken cancel) =>
        writes.RunAsync(drafts.Select(d => d.ArticleId), (write, cancelWork) => WriteAsync(write, drafts, cancelWork), cancel);

    private async Task<IReadOnlyList<ShareOutcome>> WriteAsync(ArticleWrite write, IReadOnlyList<ShareDraft> drafts, CancellationToken cancel)
    {
        var keys = new IdempotencyKeys(write.Transaction);
        await keys.ReadAsync([.. drafts.Select(d => d.Key).OfType<KeyUse>()], cancel);
        var moved = await MovedAsync(write, keys, drafts, cancel);
        var rows = await ShareRows.ReadAsync(write, days.Of(write.Now), drafts, cancel);
        var taken = new HashSet<(long, ShareChannel, ShareEventKind, long)>();
        var decided = drafts.Select(draft => Decide(write, keys, moved, rows, taken, draft)).ToList();
        await keys.WriteAsync(cancel);
        var changed = new HashSet<Article>();
        List<ShareOutcome> outcomes = [.. drafts.Zip(decided, (draft, decision) => Settle(keys, moved, rows, changed, draft, decision))];
        foreach (var article in changed)
            article.StampTally();
        return outcomes;
    }

    /// <summary>For articles of repeated keys that were merged since: what they were merged into. Empty in nearly all batches.</summary>
    private static async Task<Dictionary<long, long>> MovedAsync(ArticleWrite write, IdempotencyKeys keys, IReadOnlyList<ShareDraft> drafts, CancellationToken cancel)
    {
        List<long> ids = [.. drafts.Select(d => d.Key).OfType<KeyUse>().Select(keys.Find).OfType<IdempotencyKey>().Select(k => k.ArticleId).Where(id => !write.Articles.ContainsKey(id)).Distinct()];
        return ids.Count == 0 ? [] : await write.Db.Set<Article>().Where(a => ids.Contains(a.Id) && a.MergedIntoId != null)
            .Select(a => new { a.Id, Into = a.MergedIntoId!.Value }).ToDictionaryAsync(a => a.Id, a => a.Into, cancel); // as filtered
    }

    /// <param name="taken">What the drafts before this one are counted as.</param>
    /// <returns>What becomes of the draft, and whether it is the one that writes it.</returns>
    private static (ShareOutcome Outcome, bool Writes) Decide(
        ArticleWrite write, IdempotencyKeys keys, Dictionary<long, long> moved, ShareRows rows, HashSet<(long, ShareChannel, ShareEventKind, long)> taken, ShareDraft draft)
    {
        var article = write.Find(draft.ArticleId);
        if (draft.Key is not null && keys.Find(draft.Key) is { } seen)
            return (Repeat(article, moved, draft, seen), false);
        if (draft.Refusal is not null)
            return (ShareOutcome.Refused(draft.Refusal), false);
        if (article is null || !article.IsFor(draft.SeesAll))
            return (ShareOutcome.Refused(NoArticle), false);
        var counted = draft.Filtered is null && rows.IsNew(article, draft, write.Now) && taken.Add((article.Id, draft.Channel, draft.Kind, draft.Caller));
        if (draft.Key is not null)
            keys.Take(draft.Key, article.Id, counted ? 1 : 0);
        return (new ShareOutcome(article, counted, null), true);
    }

    private static ShareOutcome Settle(
        IdempotencyKeys keys, Dictionary<long, long> moved, ShareRows rows, HashSet<Article> changed, ShareDraft draft, (ShareOutcome Outcome, bool Writes) decision)
    {
        var (outcome, writes) = decision;
        if (outcome.Article is not { } article)
            return outcome;
        if (draft.Key is not null && keys.Find(draft.Key) is { } row && !keys.Wrote(row))
            return Repeat(article, moved, draft, row); // another transaction was first with the key
        if (!writes)
            return outcome;
        if (draft.Filtered is { } reason)
            rows.Filter(article, draft.Channel, reason);
        else if (outcome.Counted)
        {
            rows.Count(article, draft);
            changed.Add(article);
        }
        return outcome;
    }

    /// <summary>The article as its caller may see it now. It is the one of the first time, or what that one was merged into.</summary>
    private static ShareOutcome Repeat(Article? article, Dictionary<long, long> moved, ShareDraft draft, IdempotencyKey seen)
    {
        if (draft.Key?.InputHash != seen.InputHash || (draft.ArticleId != seen.ArticleId && article?.Id != moved.GetValueOrDefault(seen.ArticleId, seen.ArticleId)))
            return ShareOutcome.Refused(IdempotencyKeyReused.ByOtherInput);
        return article?.IsFor(draft.SeesAll) == true ? new ShareOutcome(article, seen.Seq > 0, null, IsRepeat: true) : ShareOutcome.Refused(NoArticle);
    }
}
