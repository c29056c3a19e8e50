using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Counts;

internal sealed class ReaderCounts(IDbContextFactory<EngagementDbContext> contexts)
{
    private sealed record Total(int Comments);

    private readonly BatchLoader<long, Total> _totals = new(async (readerIds, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Participant>().Where(p => readerIds.Contains(p.ReaderId)).GroupBy(p => p.ReaderId)
            .Select(g => new { g.Key, Comments = g.Sum(p => p.Comments) }).ToDictionaryAsync(g => g.Key, g => new Total(g.Comments), cancel);
    });

    /// <summary>Published comments.</summary>
    [CacheableFor(60)]
    public IDataLoaderResult<int> CommentCount([Parent] ReaderView reader) => _totals.Load(reader.Key).Then(t => t?.Comments ?? 0);
}
