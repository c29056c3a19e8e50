using Engagement.Articles;
using Engagement.Counts;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>Recounts the reactions to an article itself.</summary>
internal sealed class ArticleReactionRecount : IRecount
{
    public async Task<IReadOnlyList<CountMismatch>> RecountAsync(ArticleWrite write, Article article, bool repair, CancellationToken cancel)
    {
        var counted = await write.Db.Set<ArticleReaction>().Where(r => r.ArticleId == article.Id)
            .GroupBy(r => r.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var tally = await write.Db.Set<ArticleTally>().SingleOrDefaultAsync(t => t.ArticleId == article.Id, cancel);
        var check = new RecountCheck(article.Key, repair);
        foreach (var kind in Enum.GetValues<ReactionKind>())
            check.Compare($"{kind}", tally?.Tally(kind) ?? 0, counted.GetValueOrDefault(kind), v =>
            {
                tally ??= write.Db.Add(new ArticleTally { ArticleId = article.Id }).Entity;
                tally.Count(kind, v - tally.Tally(kind));
            });
        if (repair && check.Found > 0)
            article.StampTally();
        return check.Mismatches;
    }
}
