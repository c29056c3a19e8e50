using Microsoft.Data.SqlClient;

namespace Engagement.Data.SqlServer;

internal sealed class SqlServerDialect : SqlDialect
{
    /// <summary>Unique index and unique constraint or primary key.</summary>
    private static readonly HashSet<int> Duplicates = [2601, 2627];

    /// <summary>
    /// Deadlock, lock time-out, snapshot conflict, broken and refused connections, shutdown, failover (the new primary is not
    /// there yet, or this one is read-only by now), as learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues
    /// and learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors list them.
    /// </summary>
    private static readonly HashSet<int> Transient =
    [
        -2, 2, 19, 20, 26, 40, 53, 64, 121, 233, 258, 596, 617, 669, 976, 978, 982, 983, 997, 1203, 1204, 1205, 1222, 3906, 3935, 3960, 3966, 4060, 4221, 6005,
        10053, 10054, 10060, 10061, 10928, 10929, 10936, 11001, 17830, 35, 40143, 40197, 40501, 40540, 40613, 41301, 41302, 41305, 41325, 41839, 49918, 49919, 49920,
    ];

    /// <summary>The client's own time-out, and its wait for the network (system error 258).</summary>
    private const int ClientTimeout = -2, WaitTimeout = 258;

    /// <summary>From this severity on the server has ended the connection (learn.microsoft.com, "Database Engine error severities").</summary>
    private const byte EndsConnection = 20;

    /// <summary>The server keeps the plan of a parameterised statement by its text.</summary>
    public override bool Prepares => false;

    public override string UtcNow => "SYSUTCDATETIME()";

    public override string Milliseconds(string from, string to) => $"DATEDIFF_BIG(millisecond, {from}, {to})";

    public override string Take(string parameter) => $"OFFSET 0 ROWS FETCH NEXT {parameter} ROWS ONLY";

    /// <summary>
    /// One statement a row, so that the order of locking is ours and not the plan's. REPEATABLEREAD takes a shared lock to the
    /// end of the transaction, row versioning or not; XLOCK, since UPDLOCK would let shared locks in beside it.
    /// </summary>
    public override string LockRows(string table, IReadOnlyList<string> ids, bool shared) =>
        string.Join("; ", ids.Select(id => $"SELECT \"Id\" FROM {table} WITH ({(shared ? "REPEATABLEREAD" : "XLOCK")}, ROWLOCK) WHERE \"Id\" = {id}"));

    public override string Rows(string parameter, params (string Name, SqlType Type)[] columns) =>
        $"OPENJSON({parameter}) WITH ({string.Join(", ", columns.Select(c => $"\"{c.Name}\" {TypeOf(c.Type)} '$.{c.Name}'"))}) AS r";

    public override string InsertOrIgnore(string table, IReadOnlyList<string> columns, IReadOnlyList<string> values, IReadOnlyList<string> key, string rows)
    {
        var same = key.Select(k => $"t.{k} = {values[columns.ToList().IndexOf(k)]}");
        return $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM {rows} "
            + $"WHERE NOT EXISTS (SELECT 1 FROM {table} AS t WITH (UPDLOCK, HOLDLOCK) WHERE {string.Join(" AND ", same)})";
    }

    public override bool IsTransient(Exception exception) =>
        Find<SqlException>(exception) is { } fault && fault.Errors.Cast<SqlError>().Any(e => Transient.Contains(e.Number)) || IsLostConnection(exception);

    public override bool IsTimeout(Exception exception) =>
        Find<SqlException>(exception) is { } fault && fault.Errors.Cast<SqlError>().Any(e => e.Number is ClientTimeout or WaitTimeout);

    public override bool IsLostConnection(Exception exception) =>
        Find<SqlException>(exception) is { } fault && fault.Errors.Cast<SqlError>().Any(e => e.Class >= EndsConnection);

    public override bool IsDuplicate(Exception exception) =>
        Find<SqlException>(exception) is { } fault && Duplicates.Contains(fault.Number);

    private static string TypeOf(SqlType type) => type switch
    {
        SqlType.Long => "bigint",
        // Else it has the database's collation, and a comparison with a column of ours is error 468.
        SqlType.Text => $"nvarchar(max) COLLATE {SqlServerEngine.Collation}",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
