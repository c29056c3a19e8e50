using Microsoft.Data.Sqlite;

namespace Engagement.Data.Sqlite;

internal sealed class SqliteDialect : SqlDialect
{
    private const int Busy = 5, Locked = 6, Constraint = 19;
    private const int PrimaryKeyViolation = 1555, UniqueViolation = 2067;

    public override bool SingleWriter => true;
    public override string UtcNow => "strftime('%Y-%m-%d %H:%M:%f', 'now')";

    public override string Milliseconds(string from, string to) =>
        $"CAST(ROUND((unixepoch({to}, 'subsec') - unixepoch({from}, 'subsec')) * 1000) AS INTEGER)";

    public override string Take(string parameter) => $"LIMIT {parameter}";

    /// <summary>BEGIN IMMEDIATE is the lock.</summary>
    public override string LockRows(string table, IReadOnlyList<string> ids, bool shared) => "";

    public override string Rows(string parameter, params (string Name, SqlType Type)[] columns) =>
        $"(SELECT {string.Join(", ", columns.Select(c => $"value ->> '{c.Name}' AS \"{c.Name}\""))} FROM json_each({parameter})) AS r";

    public override string InsertOrIgnore(string table, IReadOnlyList<string> columns, IReadOnlyList<string> values, IReadOnlyList<string> key, string rows) =>
        // "WHERE true": without it the parser takes ON CONFLICT for a join's ON (sqlite.org/lang_upsert.html, section 2.2).
        $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM {rows} WHERE true ON CONFLICT DO NOTHING";

    public override bool IsTransient(Exception exception) =>
        Find<SqliteException>(exception) is { SqliteErrorCode: Busy or Locked };

    public override bool IsDuplicate(Exception exception) =>
        Find<SqliteException>(exception) is { SqliteErrorCode: Constraint, SqliteExtendedErrorCode: PrimaryKeyViolation or UniqueViolation };
}
