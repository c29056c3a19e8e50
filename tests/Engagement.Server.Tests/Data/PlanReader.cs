using System.Data.Common;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engagement.Server.Tests.Data;

/// <summary>
/// The plans of the statements whose text has something in it, as the engine tells them before it runs them. PostgreSQL is told
/// to avoid scans and sorts, which it prefers in small tables: what it cannot avoid it shows.
/// </summary>
/// <param name="engine">Of <see cref="Engines"/>.</param>
/// <param name="text">A part of the statement.</param>
internal sealed class PlanReader(string engine, string text) : DbCommandInterceptor
{
    private readonly List<string> _plans = [];

    /// <summary>Since the last call; oldest first.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_plans)
        {
            List<string> taken = [.. _plans];
            _plans.Clear();
            return taken;
        }
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (!command.CommandText.Contains(text, StringComparison.Ordinal))
            return result;
        await using var explain = command.Connection!.CreateCommand(); // a command that is about to run has one
        explain.Transaction = command.Transaction;
        if (engine == Engines.PostgreSql)
        {
            explain.CommandText = "SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off";
            await explain.ExecuteNonQueryAsync(cancellationToken);
        }
        explain.CommandText = (engine == Engines.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + command.CommandText;
        foreach (DbParameter parameter in command.Parameters)
        {
            var copy = explain.CreateParameter();
            (copy.ParameterName, copy.Value) = (parameter.ParameterName, parameter.Value);
            explain.Parameters.Add(copy);
        }
        var lines = new List<string>();
        await using (var rows = await explain.ExecuteReaderAsync(cancellationToken))
            while (await rows.ReadAsync(cancellationToken))
                lines.Add($"{rows[rows.FieldCount - 1]}");
        lock (_plans)
            _plans.Add(string.Join('\n', lines));
        return result;
    }
}
