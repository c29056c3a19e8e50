using System.Net.Sockets;
using Npgsql;

namespace Engagement.Data.PostgreSql;

internal sealed class PostgreSqlDialect : SqlDialect
{
    public override string UtcNow => "clock_timestamp()";
    public override (string False, string True) Booleans => ("false", "true");

    public override string Milliseconds(string from, string to) => $"CAST(EXTRACT(EPOCH FROM ({to} - {from})) * 1000 AS bigint)";

    public override string Take(string parameter) => $"LIMIT {parameter}";

    public override string LockRows(string table, IReadOnlyList<string> ids, bool shared) =>
        $"SELECT \"Id\" FROM {table} WHERE \"Id\" IN ({string.Join(", ", ids)}) ORDER BY \"Id\" FOR {(shared ? "SHARE" : "UPDATE")}";

    public override string Rows(string parameter, params (string Name, SqlType Type)[] columns) =>
        $"jsonb_to_recordset(CAST({parameter} AS jsonb)) AS r({string.Join(", ", columns.Select(c => $"\"{c.Name}\" {TypeOf(c.Type)}"))})";

    public override string InsertOrIgnore(string table, IReadOnlyList<string> columns, IReadOnlyList<string> values, IReadOnlyList<string> key, string rows) =>
        $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM {rows} ON CONFLICT DO NOTHING";

    /// <summary>The server ended the connection, which Npgsql does not count as transient (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
    private static readonly HashSet<string> Ended =
        [PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, PostgresErrorCodes.IdleSessionTimeout];

    /// <summary>
    /// Npgsql knows deadlock, serialisation failure, too many connections, start-up, broken connection; not a server that has
    /// become a standby.
    /// </summary>
    public override bool IsTransient(Exception exception) =>
        Find<NpgsqlException>(exception) is { } fault
        && (fault.IsTransient || fault is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } || IsLostConnection(fault));

    public override bool IsTimeout(Exception exception) => Find<NpgsqlException>(exception) is { InnerException: TimeoutException };

    public override bool IsLostConnection(Exception exception) => Find<NpgsqlException>(exception) switch
    {
        PostgresException { SqlState: var state } => Ended.Contains(state),
        { InnerException: IOException or SocketException } => true,
        _ => false,
    };

    public override bool IsDuplicate(Exception exception) =>
        Find<PostgresException>(exception) is { SqlState: PostgresErrorCodes.UniqueViolation };

    private static string TypeOf(SqlType type) => type switch
    {
        SqlType.Long => "bigint",
        SqlType.Text => "text COLLATE \"C\"",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
