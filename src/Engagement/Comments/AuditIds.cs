using System.Linq.Expressions;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>
/// The ids of audit entries. Entries of one comment, one article's settings or one reader's bans are written under the lock
/// of that article or reader, and each has a larger id than the one before: also within one millisecond, and whatever the
/// clocks of two replicas say. Entries of different subjects are in the order of their writers' clocks.
/// </summary>
internal static class AuditIds
{
    /// <summary>The id of an entry that may have others before it; a subject's first may take any new id. A transaction writes at most one of a subject.</summary>
    /// <param name="transaction">Holds the subject's lock.</param>
    /// <param name="subject">The entries that this one comes after.</param>
    /// <param name="cancel">Ends the look for the one before.</param>
    public static async Task<long> NextAsync(WriteTransaction transaction, Expression<Func<AuditEntry, bool>> subject, CancellationToken cancel)
    {
        var last = await transaction.Db.Set<AuditEntry>().Where(subject).MaxAsync(e => (long?)e.Id, cancel) ?? 0;
        return Math.Max(transaction.NewId(), last + 1);
    }
}
