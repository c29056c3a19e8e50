using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Xunit;

namespace Engagement.Server.Tests.Writes;

/// <summary>
/// Ends a connection of PostgreSQL in the server, as a restart does, right before the statement or commit that it is told;
/// the driver finds out by itself.
/// </summary>
internal sealed class BrokenConnections : DbCommandInterceptor, IDbTransactionInterceptor
{
    private int _left = int.MaxValue;

    /// <summary>Whether the connection was ended since <see cref="BreakBefore"/>.</summary>
    public bool HasBroken { get; private set; }

    /// <param name="step">0 is the next statement or commit.</param>
    public void BreakBefore(int step)
    {
        HasBroken = false;
        Volatile.Write(ref _left, step);
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await StepAsync(command.Connection);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await StepAsync(command.Connection);
        return result;
    }

    public async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        await StepAsync(transaction.Connection);
        return result;
    }

    private async Task StepAsync(DbConnection? connection)
    {
        if (Interlocked.Decrement(ref _left) != -1 || connection is not NpgsqlConnection broken)
            return;
        HasBroken = true;
        await using var other = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(broken.ConnectionString) { Pooling = false }.ToString());
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var end = new NpgsqlCommand("SELECT pg_terminate_backend($1, 5000)", other) { Parameters = { new() { Value = broken.ProcessID } } };
        Assert.True((bool?)await end.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
