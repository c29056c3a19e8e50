using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Data;

/// <summary>The doors through which hand-written SQL passes: each takes the text for any dialect and its parameters as <c>{0}</c>.</summary>
internal static class SqlStatements
{
    /// <summary>Entities by a SELECT of all columns of their table.</summary>
    public static IQueryable<T> FromSql<T>(this EngagementDbContext db, SqlDialect dialect, Func<SqlDialect, string> text, params object[] parameters)
        where T : class =>
        db.Set<T>().FromSqlRaw(dialect.Compose(text, parameters), parameters);

    /// <summary>Values or records by a SELECT whose columns have their properties' names; one value's column is "Value".</summary>
    public static IQueryable<T> Query<T>(this EngagementDbContext db, SqlDialect dialect, Func<SqlDialect, string> text, params object[] parameters) =>
        db.Database.SqlQueryRaw<T>(dialect.Compose(text, parameters), parameters);

    /// <summary>A statement that answers with the number of rows that it changed; one that is empty on this engine is not sent.</summary>
    public static async Task<int> ExecuteAsync(this EngagementDbContext db, SqlDialect dialect, Func<SqlDialect, string> text, object[] parameters, CancellationToken cancel) =>
        dialect.Compose(text, parameters) is { Length: > 0 } statement ? await db.Database.ExecuteSqlRawAsync(statement, parameters, cancel) : 0;

    /// <summary>The entities whose two key columns are one of the pairs, in no order: one statement, however many pairs.</summary>
    public static IQueryable<T> WherePairs<T>(this EngagementDbContext db, SqlDialect dialect, string table, string first, string second, IEnumerable<(long First, long Second)> pairs)
        where T : class =>
        db.WhereKeys<T>(dialect, table, [first, second], pairs.Select(p => (long[])[p.First, p.Second]));

    /// <summary>The same for as many columns as there are letters; where they are not the whole key, the rest is the caller's to ask for.</summary>
    /// <param name="db">Read from.</param>
    /// <param name="dialect">Of its engine.</param>
    /// <param name="table">Of the entities.</param>
    /// <param name="columns">Each a whole number.</param>
    /// <param name="keys">A value for each column; the same key may come again.</param>
    public static IQueryable<T> WhereKeys<T>(this EngagementDbContext db, SqlDialect dialect, string table, IReadOnlyList<string> columns, IEnumerable<long[]> keys)
        where T : class
    {
        string[] names = [.. columns.Select((_, i) => $"{(char)('a' + i)}")];
        return db.FromSql<T>(
            dialect,
            d => $"""
                SELECT t.* FROM "{table}" AS t INNER JOIN {d.Rows("{0}", [.. names.Select(name => (name, SqlType.Long))])}
                ON {string.Join(" AND ", columns.Zip(names, (column, name) => $"t.\"{column}\" = r.\"{name}\""))}
                """,
            $"[{string.Join(',', keys.Select(key => $"{{{string.Join(',', names.Zip(key, (name, value) => $"\"{name}\":{value}"))}}}").Distinct())}]");
    }

    /// <summary>The rows for <see cref="SqlDialect.Rows"/>.</summary>
    public static string Json<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows);
}
