using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Engagement.Data;

/// <summary>The doors through which hand-written SQL passes: each takes the text for any dialect and its parameters as <c>{0}</c>.</summary>
internal static class SqlStatements
{
    /// <summary>Entities by a SELECT of all columns of their table.</summary>
    public static IQueryable<T> FromSql<T>(this EngagementDbContext db, SqlDialect dialect, Func<SqlDialect, string> text, params object[] parameters)
        where T : class =>
        db.Set<T>().FromSqlRaw(dialect.Compose(text, parameters), parameters);

    /// <summary>
    /// The same, not tracked and not to be composed with LINQ: sent as it is, without EF's query pipeline, which costs several
    /// times what such a statement does. For the reads that every page asks for.
    /// </summary>
    public static async Task<List<T>> ReadAsync<T>(this EngagementDbContext db, SqlDialect dialect, Func<SqlDialect, string> text, object[] parameters, CancellationToken cancel)
        where T : class
    {
        var statement = db.GetService<IRawSqlCommandBuilder>().Build(dialect.Compose(text, parameters), parameters, db.Model);
        await using var reader = await statement.RelationalCommand.ExecuteReaderAsync(
            new RelationalCommandParameterObject(
                db.GetService<IRelationalConnection>(), statement.ParameterValues, null, db,
                db.GetService<IRelationalCommandDiagnosticsLogger>(), CommandSource.FromSqlQuery),
            cancel);
        return await EntityRows<T>.Of(db.Model).ReadAsync(reader.DbDataReader, cancel);
    }

    /// <summary>The same for the rows whose column has one of the values, in no order.</summary>
    /// <param name="db">A context for this read.</param>
    /// <param name="dialect">The engine's.</param>
    /// <param name="table">Unquoted, as <paramref name="column"/>.</param>
    /// <param name="column">One with an index.</param>
    /// <param name="values">1 to 1,000.</param>
    /// <param name="cancel">Ends the read.</param>
    public static Task<List<T>> ReadByAsync<T>(this EngagementDbContext db, SqlDialect dialect, string table, string column, object[] values, CancellationToken cancel)
        where T : class =>
        db.ReadAsync<T>(
            dialect,
            _ => $"SELECT * FROM \"{table}\" WHERE \"{column}\" IN ({string.Join(", ", values.Select((_, i) => $"{{{i}}}"))})",
            values, cancel);

    /// <summary>Values or records by a SELECT whose columns have their properties' names; one value's column is "Value".</summary>
    public static IQueryable<T> Query<T>(this EngagementDbContext db, SqlDialect dialect, Func<SqlDialect, string> text, params object[] parameters) =>
        db.Database.SqlQueryRaw<T>(dialect.Compose(text, parameters), parameters);

    /// <summary>A statement that answers with the number of rows that it changed; one that is empty on this engine is not sent.</summary>
    public static async Task<int> ExecuteAsync(this EngagementDbContext db, SqlDialect dialect, Func<SqlDialect, string> text, object[] parameters, CancellationToken cancel) =>
        dialect.Compose(text, parameters) is { Length: > 0 } statement ? await db.Database.ExecuteSqlRawAsync(statement, parameters, cancel) : 0;

    /// <summary>The entities whose two key columns are one of the pairs, in no order: one statement, however many pairs.</summary>
    public static IQueryable<T> WherePairs<T>(this EngagementDbContext db, SqlDialect dialect, string table, string first, string second, IEnumerable<(long First, long Second)> pairs)
        where T : class =>
        db.FromSql<T>(
            dialect,
            d => $"""
                SELECT t.* FROM "{table}" AS t INNER JOIN {d.Rows("{0}", ("a", SqlType.Long), ("b", SqlType.Long))}
                ON t."{first}" = r."a" AND t."{second}" = r."b"
                """,
            Json(pairs.Distinct().Select(p => new Pair(p.First, p.Second))));

    /// <summary>The rows for <see cref="SqlDialect.Rows"/>.</summary>
    public static string Json<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows);

    private readonly record struct Pair(long a, long b);
}
