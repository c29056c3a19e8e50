using Engagement.Data;
using Engagement.Graph;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Readers;

/// <summary>The caller's own row, read once a request.</summary>
internal sealed class ViewerReaderLoader(IDbContextFactory<EngagementDbContext> contexts, Viewer viewer)
{
    private readonly BatchLoader<long, Reader> _rows = new(async (ids, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Reader>().AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
    });

    /// <summary>Null if anonymous or never seen writing.</summary>
    public IDataLoaderResult<Reader?> Load() =>
        viewer.LoadReader().ThenLoad(id => id is { } key ? _rows.Load(key) : _rows.Nothing);
}
