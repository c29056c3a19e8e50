using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>A reader's reaction to an article; <see cref="Kind"/> null takes it back.</summary>
internal sealed record ArticleReactionDraft(long ArticleId, long ReaderId, ReactionKind? Kind, bool SeesAll);

/// <summary>Writes a batch of reactions to articles in one transaction; each article whose tallies change is stamped once.</summary>
internal sealed class ArticleReactionBatch(ArticleWrites writes)
{
    public static ArticleReactionOutcome NoArticle { get; } = new(null, new NotFound("No article has this id.", ["articleId"]));

    public Task<IReadOnlyList<ArticleReactionOutcome>> WriteAsync(IReadOnlyList<ArticleReactionDraft> drafts, CancellationToken cancel) =>
        writes.RunAsync(drafts.Select(d => d.ArticleId), (write, cancelWork) => WriteAsync(write, drafts, cancelWork), cancel);

    private static async Task<IReadOnlyList<ArticleReactionOutcome>> WriteAsync(ArticleWrite write, IReadOnlyList<ArticleReactionDraft> drafts, CancellationToken cancel)
    {
        var readers = await write.Transaction.LockReadersAsync([.. drafts.Select(d => d.ReaderId).Distinct()], cancel);
        var articles = drafts.Select(d => write.Find(d.ArticleId)).OfType<Article>().Select(a => a.Id).Distinct().ToList();
        var tallies = await write.Db.Set<ArticleTally>().Where(t => articles.Contains(t.ArticleId)).ToDictionaryAsync(t => t.ArticleId, cancel);
        var reactions = await ReadAsync(write, drafts, cancel);

        var outcomes = new List<ArticleReactionOutcome>();
        var changed = new HashSet<Article>();
        foreach (var draft in drafts)
        {
            if (write.Find(draft.ArticleId) is not { } article || !article.IsFor(draft.SeesAll))
            {
                outcomes.Add(NoArticle);
                continue;
            }
            if (!readers.TryGetValue(draft.ReaderId, out var reader))
            {
                outcomes.Add(ArticleReactionOutcome.ReaderGone);
                continue;
            }
            if (Banned.Of(reader, write.Now) is { } banned)
            {
                outcomes.Add(new(null, banned));
                continue;
            }
            if (Apply(write, article, draft, tallies, reactions))
                changed.Add(article);
            outcomes.Add(new(article, null));
        }
        foreach (var article in changed)
            article.StampTally();
        return outcomes;
    }

    /// <summary>True if the tallies changed.</summary>
    private static bool Apply(
        ArticleWrite write, Article article, ArticleReactionDraft draft, Dictionary<long, ArticleTally> tallies, Dictionary<(long, long), ArticleReaction> reactions)
    {
        var key = (article.Id, draft.ReaderId);
        var before = reactions.GetValueOrDefault(key)?.Kind;
        if (before == draft.Kind)
            return false;
        if (!tallies.TryGetValue(article.Id, out var tally))
            tallies.Add(article.Id, tally = write.Db.Add(new ArticleTally { ArticleId = article.Id }).Entity);
        tally.Replace(before, draft.Kind);
        write.PutReaction(reactions, key, draft.Kind, kind => new ArticleReaction
        {
            ArticleId = article.Id, ReaderId = draft.ReaderId, Kind = kind, CreatedAt = write.Now,
        });
        return true;
    }

    private static async Task<Dictionary<(long, long), ArticleReaction>> ReadAsync(ArticleWrite write, IReadOnlyList<ArticleReactionDraft> drafts, CancellationToken cancel)
    {
        var keys = drafts.Select(d => (Article: write.Find(d.ArticleId), d.ReaderId)).Where(k => k.Article is not null).Select(k => (k.Article!.Id, k.ReaderId)); // as filtered
        return (await write.Db.WherePairs<ArticleReaction>(write.Transaction.Dialect, "ArticleReactions", "ArticleId", "ReaderId", keys).ToListAsync(cancel))
            .ToDictionary(r => (r.ArticleId, r.ReaderId));
    }
}
