using Engagement.Articles;
using Engagement.Data;

namespace Engagement.Comments;

/// <summary>The counts of an article.</summary>
/// <param name="Article">Whose; comments, participants and the version are its own.</param>
/// <param name="Reactions">To the article itself, of every kind, also 0.</param>
internal sealed record ArticleFigures(Article Article, IReadOnlyDictionary<ReactionKind, int> Reactions);

/// <summary>The counts of many articles as everybody may see them. Two statements for each hundred, and nothing is written.</summary>
internal sealed class PublicCounts(PublicArticles articles, PreparedReads reads)
{
    /// <summary>By the names that were asked; those that lead to nothing public are left out.</summary>
    public async Task<IReadOnlyDictionary<ArticleName, ArticleFigures>> ReadAsync(IReadOnlyCollection<ArticleName> names, CancellationToken cancel)
    {
        var found = await articles.FindAsync(names, cancel);
        if (found.Count == 0)
            return new Dictionary<ArticleName, ArticleFigures>();
        object[] ids = [.. found.Values.Select(a => a.Id).Distinct()];
        var tallies = (await reads.ReadByAsync<ArticleTally>("ArticleTallies", "ArticleId", ids, cancel)).ToDictionary(t => t.ArticleId);
        return found.ToDictionary(f => f.Key, f => new ArticleFigures(
            f.Value, Enum.GetValues<ReactionKind>().ToDictionary(kind => kind, kind => tallies.GetValueOrDefault(f.Value.Id)?.Tally(kind) ?? 0)));
    }
}
