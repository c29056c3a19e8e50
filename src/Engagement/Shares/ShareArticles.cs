using Engagement.Articles;
using Engagement.Data;

namespace Engagement.Shares;

/// <summary>Finds what share codes name.</summary>
internal sealed class ShareArticles(PreparedReads reads)
{
    /// <summary>The published article with this code, now or formerly, or into which the one that had it was merged; null if there is none.</summary>
    public async Task<Article?> FindAsync(string code, CancellationToken cancel)
    {
        var row = await ReadAsync("ShareCode", code, cancel);
        if (row is null && (await reads.ReadByAsync<FormerShareCode>("FormerShareCodes", "Code", [code], cancel)).SingleOrDefault() is { } former)
            row = await ReadAsync("Id", former.ArticleId, cancel);
        if (row?.MergedIntoId is { } into)
            row = await ReadAsync("Id", into, cancel);
        return row is { State: ArticleState.Published, MergedIntoId: null } ? row : null;
    }

    private async Task<Article?> ReadAsync(string column, object value, CancellationToken cancel) =>
        (await reads.ReadByAsync<Article>("Articles", column, [value], cancel)).SingleOrDefault();
}
