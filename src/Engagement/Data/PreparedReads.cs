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

    /// <summary>Tries on new connections, without pauses: a server that is away for longer, or silent, fails the read.</summary>
    private const int Attempts = 3;

    /// <summary>The most parts of one statement: SQLite takes 500 terms, SQL Server 2,100 parameters.</summary>
    private const int MostParts = 100;

    private readonly ConcurrentStack<ReadConnection> _idle = new();
    private bool _disposed;

    /// <summary>Entities by a SELECT of the columns given, not tracked.</summary>
    /// <param name="text">By dialect and by the quoted columns of the entity, a comma between; parameters stand as <c>{0}</c>.</param>
    /// <param name="parameters">Their values.</param>
    /// <param name="cancel">Ends the read.</param>
    public Task<List<T>> ReadAsync<T>(Func<SqlDialect, string, string> text, object[] parameters, CancellationToken cancel)
        where T : class =>
        ReadAsync<T, List<T>>(text, parameters, (rows, reader, c) => rows.ReadAsync(reader, c), cancel);

    /// <summary>The same for many keys, one statement for each hundred of them. The rows of a key are in no order.</summary>
    /// <param name="keys">Each once.</param>
    /// <param name="parameters">Of one key, the same number for each, at most 20.</param>
    /// <param name="part">
    /// The SELECT of one key, by dialect, columns, key and how its parameters stand; it may end in ORDER BY and
    /// <see cref="SqlDialect.Take"/>.
    /// </param>
    /// <param name="cancel">Ends the read.</param>
    public async Task<IReadOnlyDictionary<TKey, List<T>>> ReadEachAsync<TKey, T>(
        IReadOnlyList<TKey> keys, Func<TKey, object[]> parameters, Func<SqlDialect, string, TKey, string[], string> part, CancellationToken cancel)
        where TKey : notnull
        where T : class
    {
        var all = new Dictionary<TKey, List<T>>();
        foreach (var chunk in keys.Chunk(MostParts))
        {
            object[][] values = [.. chunk.Select(parameters)];
            var rows = await ReadAsync<T, List<(int Part, T Row)>>(
                (dialect, columns) => string.Join(" UNION ALL ", chunk.Select((key, i) =>
                    $"SELECT * FROM ({part(dialect, $"{columns}, {i} AS \"Part\"", key, [.. values[i].Select((_, n) => $"{{{i * values[i].Length + n}}}")])}) AS p{i}")),
                [.. values.SelectMany(v => v)], (read, reader, c) => read.ReadPartsAsync(reader, c), cancel);
            var parts = rows.ToLookup(r => r.Part, r => r.Row);
            foreach (var (i, key) in chunk.Index())
                all.Add(key, [.. parts[i]]);
        }
        return all;
    }

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
                if (!dialect.IsTransient(e) || dialect.IsTimeout(e) || (!isOld && ++failures == Attempts))
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
