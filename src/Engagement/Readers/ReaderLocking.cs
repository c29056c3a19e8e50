using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Readers;

/// <summary>Reads readers under a lock, so that a ban holds from the moment it is committed.</summary>
internal static class ReaderLocking
{
    private const string Table = "Readers";

    /// <summary>The reader, who cannot change until the transaction ends; not tracked.</summary>
    /// <exception cref="ReaderGoneException">There is none.</exception>
    public static async Task<Reader> LockReaderAsync(this WriteTransaction transaction, long readerId, CancellationToken cancel) =>
        (await transaction.LockReadersAsync([readerId], cancel)).GetValueOrDefault(readerId) ?? throw new ReaderGoneException();

    /// <summary>The readers by id, as far as they are there, who cannot change until the transaction ends; not tracked.</summary>
    public static async Task<Dictionary<long, Reader>> LockReadersAsync(this WriteTransaction transaction, IReadOnlyCollection<long> readerIds, CancellationToken cancel)
    {
        await transaction.LockAsync(Table, readerIds, shared: true, cancel);
        return await transaction.Db.Set<Reader>().AsNoTracking().Where(r => readerIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
    }

    /// <summary>The reader, tracked, whom nobody else reads under a lock or changes until the transaction ends; null if unknown.</summary>
    public static async Task<Reader?> LockForChangeAsync(this WriteTransaction transaction, long readerId, CancellationToken cancel)
    {
        await transaction.LockAsync(Table, [readerId], shared: false, cancel);
        return await transaction.Db.Set<Reader>().SingleOrDefaultAsync(r => r.Id == readerId, cancel);
    }
}
