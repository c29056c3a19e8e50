using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engagement.SqlServer.Tests.Product;

/// <summary>
/// Which calls in the product's code have sent a command, from the stack of each command: on SQLite EF runs it before the call
/// that asked for it returns. Code has to be as it was compiled: in optimised code the stack is no longer that of the source.
/// </summary>
internal sealed class ReachedSites : DbCommandInterceptor
{
    private readonly ConcurrentDictionary<CodePlace, byte> _callers = new();
    private readonly ConcurrentDictionary<CodePlace, string> _senders = new();

    /// <summary>Notes who is running; called for statements, too, that another engine would send and this one has no need of.</summary>
    /// <returns>The innermost call of the product's, and its method; null if the product is not running.</returns>
    public (CodePlace At, string Method)? Mark()
    {
        (CodePlace, string)? innermost = null;
        foreach (var frame in new StackTrace().GetFrames())
        {
            if (frame.GetMethod() is not { } method || method.Module.Assembly.GetName().Name is not { } name || !ProductCode.Assemblies.Contains(name))
                continue;
            var at = new CodePlace(name, method.MetadataToken, frame.GetILOffset());
            _callers.TryAdd(at, 0);
            innermost ??= (at, $"{method.DeclaringType}.{method.Name}");
        }
        return innermost;
    }

    /// <summary>Those of the sites that sent nothing.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<CodeCall> sites) => [.. sites.Where(s => !_callers.Keys.Any(s.IsAt)).Select(s => s.Place)];

    /// <summary>Methods that sent something by a call that is none of the sites.</summary>
    public IReadOnlyList<string> Strangers(IEnumerable<CodeCall> sites)
    {
        var known = sites.ToLookup(s => (s.Assembly, s.Token));
        return [.. _senders.Where(s => !known[(s.Key.Assembly, s.Key.Token)].Any(k => k.IsAt(s.Key))).Select(s => s.Value).Distinct()];
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        MarkSender();
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ReaderExecuting(command, eventData, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        MarkSender();
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NonQueryExecuting(command, eventData, result));

    private void MarkSender()
    {
        if (Mark() is var (at, method))
            _senders.TryAdd(at, method);
    }
}
