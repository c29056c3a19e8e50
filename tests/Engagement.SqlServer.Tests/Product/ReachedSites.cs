using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engagement.SqlServer.Tests.Product;

/// <summary>
/// Which statements of the product's code have sent a command, from the stack of each command: on SQLite EF runs it before
/// the call that asked for it returns. Offsets are exact in code that is not optimised, and only there.
/// </summary>
internal sealed class ReachedSites : DbCommandInterceptor
{
    private readonly ConcurrentDictionary<(string Assembly, int Token, int Offset), byte> _frames = new();

    /// <summary>Notes who is running; for statements that another engine would send and this one has no need of.</summary>
    public void Mark()
    {
        foreach (var frame in new StackTrace().GetFrames())
            if (frame.GetMethod() is { } method && method.Module.Assembly.GetName().Name is { } name && ProductCode.Assemblies.Contains(name))
                _frames.TryAdd((name, method.MetadataToken, frame.GetILOffset()), 0);
    }

    public IReadOnlyList<CodeCall> Missing(IEnumerable<CodeCall> sites)
    {
        var reached = _frames.Keys.ToLookup(f => (f.Assembly, f.Token), f => f.Offset);
        return [.. sites.Where(s => !reached[(s.Assembly, s.Token)].Any(o => o >= s.Statement.Start && o < s.Statement.End))];
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Mark();
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ReaderExecuting(command, eventData, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Mark();
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NonQueryExecuting(command, eventData, result));
}
