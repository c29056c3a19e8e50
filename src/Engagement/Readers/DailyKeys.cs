using System.Security.Cryptography;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Readers;

/// <summary>The secrets of days, one for all replicas: whoever needs one first makes it.</summary>
internal sealed class DailyKeys(IDbContextFactory<EngagementDbContext> contexts, WriteTransactions transactions, SqlDialect dialect)
{
    private volatile Known? _last;

    /// <summary>256 bits.</summary>
    /// <param name="day">Today.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<byte[]> OfAsync(DateOnly day, CancellationToken cancel)
    {
        if (_last is { } last && last.Day == day)
            return last.Secret;
        var secret = await FindAsync(day, cancel) ?? await MakeAsync(day, cancel);
        _last = new Known(day, secret);
        return secret;
    }

    /// <summary>The secret of a day, if it is still there; none is made.</summary>
    public async Task<byte[]?> FindAsync(DateOnly day, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<DailyKey>().Where(k => k.Day == day).Select(k => k.Secret).SingleOrDefaultAsync(cancel) is { } secret
            ? Convert.FromBase64String(secret)
            : null;
    }

    private async Task<byte[]> MakeAsync(DateOnly day, CancellationToken cancel)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        try
        {
            return await transactions.RunAsync((write, _) =>
            {
                write.Db.Add(new DailyKey { Day = day, Secret = Convert.ToBase64String(secret), CreatedAt = write.Now });
                return Task.FromResult(secret);
            }, cancel);
        }
        catch (Exception e) when (dialect.IsDuplicate(e))
        {
            return await FindAsync(day, cancel) ?? throw new InvalidOperationException("The key of today is there and cannot be found.", e);
        }
    }

    private sealed record Known(DateOnly Day, byte[] Secret);
}
