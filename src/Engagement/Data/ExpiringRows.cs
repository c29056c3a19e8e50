using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Data;

/// <summary>A table whose rows are kept for a while only; each feature registers its own.</summary>
internal abstract class ExpiringRows(string table, string column, TimeSpan kept)
{
    /// <summary>Unquoted.</summary>
    public string Table => table;

    /// <summary>The time that they are kept from, unquoted, with an index.</summary>
    public string Column => column;

    /// <summary>How long.</summary>
    public TimeSpan Kept => kept;

    /// <summary>The time of the oldest one; null if there is none.</summary>
    public abstract Task<DateTime?> OldestAsync(EngagementDbContext db, CancellationToken cancel);
}

/// <inheritdoc cref="ExpiringRows"/>
/// <param name="table">Unquoted.</param>
/// <param name="age">The column, as a property of its own name.</param>
/// <param name="kept">How long.</param>
internal sealed class ExpiringRows<T>(string table, Expression<Func<T, DateTime>> age, TimeSpan kept) : ExpiringRows(table, ((MemberExpression)age.Body).Member.Name, kept)
    where T : class
{
    public override Task<DateTime?> OldestAsync(EngagementDbContext db, CancellationToken cancel) =>
        db.Set<T>().Select(age).OrderBy(a => a).Select(a => (DateTime?)a).FirstOrDefaultAsync(cancel);
}
