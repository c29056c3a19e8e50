using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Engagement.Data;

/// <summary>
/// Begins a query once more, at once, if its connection turned out to be lost: a driver that finds one lost empties its pool,
/// so that the second try has a new one. A server that stays away fails it, and so does a loss between two rows. Nothing is
/// repeated on a connection that somebody holds open: in a transaction that is for <see cref="WriteTransactions"/> to do,
/// from its beginning.
/// </summary>
internal sealed class ReadRetries(ExecutionStrategyDependencies dependencies, SqlDialect dialect) : IExecutionStrategy
{
    private readonly DbContext _db = dependencies.CurrentContext.Context;

    /// <summary>
    /// EF would hold back all rows of every query, though none has come when one begins anew. It asks while it makes the
    /// context's services and once only: an answer that looks at the context waits for itself, for ever.
    /// </summary>
    public bool RetriesOnFailure => false;

    private bool IsFree => _db.GetService<IRelationalConnection>().DbConnection.State != ConnectionState.Open;

    /// <inheritdoc/>
    public TResult Execute<TState, TResult>(
        TState state, Func<DbContext, TState, TResult> operation, Func<DbContext, TState, ExecutionResult<TResult>>? verifySucceeded)
    {
        var mayRetry = IsFree;
        try
        {
            return operation(_db, state);
        }
        catch (Exception e) when (mayRetry && dialect.IsLostConnection(e))
        {
            return operation(_db, state);
        }
    }

    /// <inheritdoc/>
    public async Task<TResult> ExecuteAsync<TState, TResult>(
        TState state, Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded, CancellationToken cancellationToken = default)
    {
        var mayRetry = IsFree;
        try
        {
            return await operation(_db, state, cancellationToken);
        }
        catch (Exception e) when (mayRetry && dialect.IsLostConnection(e))
        {
            return await operation(_db, state, cancellationToken);
        }
    }
}
