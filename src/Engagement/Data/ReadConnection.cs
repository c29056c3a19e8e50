using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Engagement.Data;

/// <summary>One open connection and the statements that are prepared on it; for one read at a time.</summary>
internal sealed class ReadConnection : IDisposable
{
    /// <summary>Statements kept prepared. There are few texts; who asks for many pages at once makes more.</summary>
    private const int MostCommands = 64;

    private readonly EngagementDbContext _db;
    private readonly SqlDialect _dialect;
    private readonly IRelationalConnection _connection;
    private readonly IRelationalTypeMappingSource _types;
    private readonly IRelationalCommandDiagnosticsLogger _diagnostics;
    private readonly Dictionary<string, DbCommand> _commands = [];

    private ReadConnection(EngagementDbContext db, SqlDialect dialect)
    {
        (_db, _dialect) = (db, dialect);
        _connection = db.GetService<IRelationalConnection>();
        _types = db.GetService<IRelationalTypeMappingSource>();
        _diagnostics = db.GetService<IRelationalCommandDiagnosticsLogger>();
    }

    public static async Task<ReadConnection> OpenAsync(IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, CancellationToken cancel)
    {
        var db = await contexts.CreateDbContextAsync(cancel);
        try
        {
            await db.Database.OpenConnectionAsync(cancel);
            return new ReadConnection(db, dialect);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <param name="text">By dialect and by the quoted columns of the entity; parameters stand as <c>{0}</c>.</param>
    /// <param name="parameters">Their values.</param>
    /// <param name="read">Makes something of the rows.</param>
    /// <param name="cancel">Ends the read.</param>
    public async Task<TRows> ReadAsync<T, TRows>(
        Func<SqlDialect, string, string> text, object[] parameters, Func<EntityRows<T>, DbDataReader, CancellationToken, Task<TRows>> read, CancellationToken cancel)
        where T : class
    {
        var rows = EntityRows<T>.Of(_db.Model);
        var command = await CommandAsync(_dialect.Compose(d => text(d, rows.Columns), parameters), parameters, cancel);
        await using var reader = await ExecuteAsync(command, cancel);
        return await read(rows, reader, cancel);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        _db.Database.CloseConnection();
        _db.Dispose();
    }

    private async Task<DbCommand> CommandAsync(string text, object[] parameters, CancellationToken cancel)
    {
        if (_commands.TryGetValue(text, out var known))
        {
            for (var i = 0; i < parameters.Length; i++)
                known.Parameters[i].Value = parameters[i];
            return known;
        }
        if (_commands.Count == MostCommands)
            Forget();
        var command = _connection.DbConnection.CreateCommand();
        command.CommandTimeout = _db.Database.GetCommandTimeout() ?? command.CommandTimeout;
        _commands.Add(text, command);
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters.Add(_types.GetMapping(parameters[i].GetType()).CreateParameter(command, $"@p{i}", parameters[i], false));
        command.CommandText = string.Format(CultureInfo.InvariantCulture, text, [.. parameters.Select((_, i) => $"@p{i}")]);
        if (_dialect.Prepares)
            await command.PrepareAsync(cancel);
        return command;
    }

    /// <summary>As EF executes its own: who listens to its commands hears of this one, too.</summary>
    private async Task<DbDataReader> ExecuteAsync(DbCommand command, CancellationToken cancel)
    {
        var (id, started) = (Guid.NewGuid(), DateTimeOffset.UtcNow);
        try
        {
            await _diagnostics.CommandReaderExecutingAsync(_connection, command, command.CommandText, _db, id, _connection.ConnectionId, started, CommandSource.FromSqlQuery, cancel);
            var reader = await command.ExecuteReaderAsync(cancel);
            return await _diagnostics.CommandReaderExecutedAsync(
                _connection, command, command.CommandText, _db, id, _connection.ConnectionId, reader, started, DateTimeOffset.UtcNow - started, CommandSource.FromSqlQuery, cancel);
        }
        catch (Exception e)
        {
            await _diagnostics.CommandErrorAsync(
                _connection, command, command.CommandText, _db, DbCommandMethod.ExecuteReader, id, _connection.ConnectionId, e, started, DateTimeOffset.UtcNow - started, CommandSource.FromSqlQuery, cancel);
            throw;
        }
    }

    private void Forget()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _commands.Clear();
    }
}
