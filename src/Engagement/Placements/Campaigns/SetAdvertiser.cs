using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>Puts in an advertiser by key, or renames it. Errors: <see cref="InvalidInput"/>.</summary>
internal sealed class SetAdvertiser(Viewer viewer, WriteTransactions transactions, SqlDialect dialect, CampaignChanges changes)
{
    public async Task<(Advertiser? Advertiser, IReadOnlyList<IUserError> Errors)> SetAsync(SetAdvertiserInput input, CancellationToken cancel)
    {
        var name = input.Name.Trim();
        List<IUserError> errors =
        [
            .. new[] { TextRules.CheckKey(input.Key, Advertiser.MaxKeyLength).At("key"), TextRules.CheckLine(name, Advertiser.MaxNameLength).At("name") }.OfType<IUserError>(),
        ];
        if (errors.Count > 0)
            return (null, errors);
        try
        {
            return (await WriteAsync(input.Key, name, cancel), []);
        }
        catch (Exception e) when (dialect.IsDuplicate(e)) // somebody else put it in meanwhile
        {
            return (await WriteAsync(input.Key, name, cancel), []);
        }
    }

    private async Task<Advertiser> WriteAsync(string key, string name, CancellationToken cancel)
    {
        var actorId = await viewer.EnsureReaderAsync(cancel);
        var written = await transactions.RunAsync(async (write, cancelWork) =>
        {
            var ids = await write.Db.Set<Advertiser>().Where(a => a.Key == key).Select(a => a.Id).ToListAsync(cancelWork);
            await write.LockAsync(Advertiser.Table, ids, shared: false, cancelWork);
            var advertiser = await write.Db.Set<Advertiser>().SingleOrDefaultAsync(a => a.Key == key, cancelWork)
                ?? write.Db.Add(Advertiser.New(key, write.Now)).Entity;
            if (advertiser.Name != name)
                await RenameAsync(write, advertiser, name, actorId, cancelWork);
            return advertiser;
        }, cancel);
        changes.Raise();
        return written;
    }

    /// <summary>What is shown of it says the new name.</summary>
    private static async Task RenameAsync(WriteTransaction write, Advertiser advertiser, string name, long actorId, CancellationToken cancel)
    {
        var change = new SharedChange(CampaignAction.RenameAdvertiser, actorId, [new("advertiser.name", advertiser.Name, name)]);
        advertiser.Rename(name);
        await change.RecordAsync(write, await write.Db.Set<Campaign>().Where(c => c.AdvertiserId == advertiser.Id).Select(c => c.Id).ToListAsync(cancel), cancel);
    }
}
