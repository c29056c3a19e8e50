using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engagement.Server.Tests.Contract;

/// <summary>A database that does something else first, once it is told to.</summary>
internal sealed class BrokenDatabase : DbCommandInterceptor
{
    /// <summary>Runs before each statement.</summary>
    public Func<CancellationToken, Task>? Before { get; set; }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (Before is { } before)
            await before(cancellationToken);
        return result;
    }
}
