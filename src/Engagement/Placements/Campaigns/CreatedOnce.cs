using Engagement.Data;
using Engagement.Graph;

namespace Engagement.Placements.Campaigns;

/// <summary>The idempotency key of something that a manager makes; nothing, if none was given.</summary>
/// <param name="write">The transaction that makes it.</param>
/// <param name="use">The key's use, or null.</param>
internal sealed class CreatedOnce(WriteTransaction write, KeyUse? use)
{
    private readonly IdempotencyKeys _keys = new(write);

    /// <summary>The row that the first use made, or why this one is refused; null if this is the first.</summary>
    public async Task<(long? Id, IUserError? Error)?> FindAsync(CancellationToken cancel)
    {
        if (use is null)
            return null;
        await _keys.ReadAsync([use], cancel);
        return _keys.Find(use) is not { } seen ? null
            : seen.InputHash == use.InputHash ? (seen.ArticleId, null)
            : (null, IdempotencyKeyReused.ByOtherInput);
    }

    /// <summary>Takes the key for a new row; the error if another transaction was first with it.</summary>
    public async Task<IUserError?> TakeAsync(long id, CancellationToken cancel)
    {
        if (use is null)
            return null;
        _keys.Take(use, id, 0);
        await _keys.WriteAsync(cancel);
        return _keys.Wrote(_keys.Find(use)!) ? null : IdempotencyKeyReused.ByOtherInput; // it was taken above
    }
}
