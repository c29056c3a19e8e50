using System.Collections.Concurrent;
using System.Data.Common;
using System.Numerics;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Data;

/// <summary>
/// The reads that every page asks for: entities by statements that stay prepared, over connections that stay open. EF's
/// query pipeline, and compiling the statement anew each time, would cost several times what such a statement does.
/// </summary>
internal sealed class PreparedReads(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect) : IDisposable
{
    /// <summary>Connections kept while nobody reads. More are opened when more read at once.</summary>
    private const int MostIdle = 16;

    /// <summary>Tries on new connections, without pauses: a server that is away for longer fails the read.</summary>
    private const int Attempts = 3;

    private readonly ConcurrentStack<ReadConnection> _idle = new();
    private bool _disposed;

    /// <summary>Entities by a SELECT of the columns given, not tracked.</summary>
    /// <param name="text">By dialect and by the quoted columns of the entity, a comma between; parameters stand as <c>{0}</c>.</param>
    /// <param name="parameters">Their values.</param>
    /// <param name="cancel">Ends the read.</param>
    public Task<List<T>> ReadAsync<T>(Func<SqlDialect, string, string> text, object[] parameters, CancellationToken cancel)
        where T : class =>
        ReadAsync<T, List<T>>(text, parameters, (rows, reader, c) => rows.ReadAsync(reader, c), cancel);

    /// <summary>The same by several SELECTs in one statement; each ends its columns with its number, from 0.</summary>
    public async Task<ILookup<int, T>> ReadGroupsAsync<T>(Func<SqlDialect, string, string> text, object[] parameters, CancellationToken cancel)
        where T : class =>
        (await ReadAsync<T, List<(int Group, T Row)>>(text, parameters, (rows, reader, c) => rows.ReadGroupsAsync(reader, c), cancel))
            .ToLookup(r => r.Group, r => r.Row);

    private async Task<TRows> ReadAsync<T, TRows>(
        Func<SqlDialect, string, string> text, object[] parameters, Func<EntityRows<T>, DbDataReader, CancellationToken, Task<TRows>> read, CancellationToken cancel)
        where T : class
    {
        for (var failures = 0; ;)
        {
            var isOld = _idle.TryPop(out var connection);
            connection ??= await ReadConnection.OpenAsync(contexts, dialect, cancel);
            try
            {
                var rows = await connection.ReadAsync(text, parameters, read, cancel);
                Keep(connection);
                return rows;
            }
            catch (Exception e)
            {
                connection.Dispose();
                if (!dialect.IsTransient(e) || (!isOld && ++failures == Attempts))
                    throw;
                // If the server ended it while it was idle, then the others, too.
                CloseIdle();
            }
        }
    }

    /// <summary>The entities whose column has one of the values, in no order.</summary>
    /// <param name="table">Unquoted, as <paramref name="column"/>.</param>
    /// <param name="column">One with an index.</param>
    /// <param name="values">1 to 1,000.</param>
    /// <param name="cancel">Ends the read.</param>
    public Task<List<T>> ReadByAsync<T>(string table, string column, IReadOnlyList<object> values, CancellationToken cancel)
        where T : class
    {
        // One statement for all numbers of values up to the next power of two: the last value fills it up.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)values.Count);
        object[] padded = [.. values, .. Enumerable.Repeat(values[^1], size - values.Count)];
        return ReadAsync<T>(
            (_, columns) => $"SELECT {columns} FROM \"{table}\" WHERE \"{column}\" IN ({string.Join(", ", padded.Select((_, i) => $"{{{i}}}"))})",
            padded, cancel);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        CloseIdle();
    }

    private void Keep(ReadConnection connection)
    {
        if (_disposed || _idle.Count >= MostIdle)
            connection.Dispose();
        else
            _idle.Push(connection);
    }

    private void CloseIdle()
    {
        while (_idle.TryPop(out var idle))
            idle.Dispose();
    }
}
