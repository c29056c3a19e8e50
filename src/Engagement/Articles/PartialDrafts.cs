using Microsoft.EntityFrameworkCore;

namespace Engagement.Articles;

/// <summary>
/// Completes drafts that do not say all of their articles with what is known, under the articles' locks: read before them, it
/// would undo what the publisher does meanwhile.
/// </summary>
internal static class PartialDrafts
{
    /// <param name="write">The transaction.</param>
    /// <param name="drafts">In the order of the call; null where refused already.</param>
    /// <param name="cancel">Ends the statements.</param>
    /// <returns>All of them, the others as they are. Null if an article that is not locked is at one of the URLs: look again.</returns>
    public static async Task<IReadOnlyList<ArticleDraft?>?> CompleteAsync(
        ArticleWrite write, IReadOnlyList<ArticleDraft?> drafts, CancellationToken cancel)
    {
        var partial = drafts.OfType<ArticleDraft>().Where(d => d.Said != ArticleParts.All).ToList();
        if (partial.Count == 0)
            return drafts;
        if (await ArticleAddresses.LoadAsync(write, partial.Select(d => d.Address), cancel) is not { } addresses)
            return null;
        var ids = write.Articles.Keys.ToList();
        var terms = (await write.Db.Set<ArticleTerm>().AsNoTracking().Where(t => ids.Contains(t.ArticleId)).ToListAsync(cancel)).ToLookup(t => t.ArticleId);
        return [.. drafts.Select(d => d is null || d.Said == ArticleParts.All ? d : Complete(d))];

        ArticleDraft Complete(ArticleDraft draft)
        {
            var atUrl = addresses.HolderOf(draft.Address) ?? write.Articles.Values.FirstOrDefault(a => a.UrlHash == draft.UrlHash);
            var known = atUrl ?? write.Articles.Values.FirstOrDefault(a => a.Key == draft.Key);
            return known is null ? draft : draft.CompletedBy(known, [.. terms[known.Id]], keepsUrl: atUrl is not null);
        }
    }
}
