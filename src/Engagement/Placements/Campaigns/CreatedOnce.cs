using Engagement.Data;

namespace Engagement.Placements.Campaigns;

/// <summary>An earlier use of an idempotency key.</summary>
/// <param name="Id">The row that it made.</param>
/// <param name="IsSame">Whether it was the same input.</param>
internal readonly record struct EarlierUse(long Id, bool IsSame);

/// <summary>The idempotency key of something that a manager makes; nothing, if none was given.</summary>
/// <param name="write">The transaction that makes it.</param>
/// <param name="use">The key's use, or null.</param>
internal sealed class CreatedOnce(WriteTransaction write, KeyUse? use)
{
    private readonly IdempotencyKeys _keys = new(write);

    /// <summary>The use before this one; null if this is the first.</summary>
    public async Task<EarlierUse?> FindAsync(CancellationToken cancel)
    {
        if (use is null)
            return null;
        await _keys.ReadAsync([use], cancel);
        return Seen(use);
    }

    /// <summary>Takes the key for a new row; the other use, if another transaction was first with it.</summary>
    public async Task<EarlierUse?> TakeAsync(long id, CancellationToken cancel)
    {
        if (use is null)
            return null;
        _keys.Take(use, id, 0);
        await _keys.WriteAsync(cancel);
        return Seen(use);
    }

    /// <summary>The column that keeps an article's id for comments keeps here that of what was made.</summary>
    private EarlierUse? Seen(KeyUse key) => _keys.Find(key) is { } row && !_keys.Wrote(row) ? new(row.ArticleId, row.InputHash == key.InputHash) : null;
}
