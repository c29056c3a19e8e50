using System.Data.Common;
using Engagement.SqlServer.Tests.Capture;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engagement.SqlServer.Tests.Shadow;

/// <summary>
/// Added beside a <see cref="ShadowInterceptor{TContext}"/>, it reports SQL that a context runs by ExecuteSql: such a text is in
/// no query and no save, so nothing would repeat it. SQL of FromSql is part of a query and is repeated as it stands.
/// </summary>
internal sealed class RawSqlWatch(StatementLog log) : DbCommandInterceptor
{
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        if (eventData.CommandSource is CommandSource.ExecuteSqlRaw)
            log.Add(new CaptureGap(CallSite.Find(), $"SQL past the capture: {command.CommandText}"));
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NonQueryExecuting(command, eventData, result));
}
