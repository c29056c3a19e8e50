using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Campaigns;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Complaints;

/// <summary>What moderators see and do of what readers told them about creatives.</summary>
internal sealed class ComplaintDesk(Viewer viewer, IDbContextFactory<EngagementDbContext> contexts, WriteTransactions transactions)
{
    private static readonly NotFound NoCreative = new("No creative has this id.", ["creativeId"]);

    /// <summary>Rows that one transaction closes.</summary>
    private const int Chunk = 500;

    /// <summary>Newest first.</summary>
    /// <param name="open">Only open ones, or only closed ones; null: all.</param>
    /// <param name="page">Forward.</param>
    /// <param name="cancel">Ends the statement.</param>
    public async Task<PlacementReportConnection> ReadAsync(bool? open, PageArguments page, CancellationToken cancel)
    {
        var before = page.IdOf(PlacementReportConnection.CursorPrefix);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var complaints = db.Set<PlacementComplaint>().AsNoTracking();
        if (open is { } isOpen)
            complaints = complaints.Where(c => c.IsOpen == isOpen);
        if (before is { } id)
            complaints = complaints.Where(c => c.Id < id);
        return PlacementReportConnection.Of(page, await complaints.OrderByDescending(c => c.Id).Take(page.Size + 1).ToListAsync(cancel));
    }

    /// <summary>Closes all that is open of a creative, in the caller's name; that there is none is no error. Errors: <see cref="NotFound"/>.</summary>
    public async Task<IUserError?> CloseAsync(string creativeId, CancellationToken cancel)
    {
        if (CreativeView.ParseId(creativeId) is not { } id || !await IsKnownAsync(id, cancel))
            return NoCreative;
        var moderatorId = await viewer.EnsureReaderAsync(cancel);
        while (await CloseSomeAsync(id, moderatorId, cancel) == Chunk)
            cancel.ThrowIfCancellationRequested();
        return null;
    }

    private async Task<bool> IsKnownAsync(long creativeId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Creative>().AnyAsync(c => c.Id == creativeId, cancel);
    }

    /// <summary>Of two moderators who close the same at once the first is written down.</summary>
    private Task<int> CloseSomeAsync(long creativeId, long moderatorId, CancellationToken cancel) => transactions.RunAsync(async (write, cancelWork) =>
    {
        var open = write.Db.Set<PlacementComplaint>().Where(c => c.CreativeId == creativeId && c.IsOpen);
        var ids = await open.OrderBy(c => c.Id).Take(Chunk).Select(c => c.Id).ToListAsync(cancelWork);
        await write.LockAsync(PlacementComplaint.Table, ids, shared: false, cancelWork);
        foreach (var complaint in await open.Where(c => ids.Contains(c.Id)).ToListAsync(cancelWork))
            complaint.Close(moderatorId, write.Now);
        return ids.Count;
    }, cancel);
}
