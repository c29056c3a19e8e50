namespace Engagement.SqlServer.Tests.Product;

/// <summary>Calls that carry SQL text to a database past the doors that the capture watches.</summary>
internal static class SqlEscapes
{
    private static readonly string[] Doors = ["Engagement.Data.SqlStatements", "Engagement.Data.ReadConnection"];

    private static readonly string[] Carriers =
    [
        "ExecuteSql", "FromSql", "SqlQuery", "CreateCommand", "CreateDbCommand", "CreateBatch", "set_CommandText", "GetDbConnection", "ExecuteReader",
        "ExecuteScalar", "ExecuteNonQuery", "SetDbConnection",
    ];

    private static readonly string[] Databases = ["Microsoft.EntityFrameworkCore.", "Microsoft.Data.", "System.Data.", "Npgsql."];

    /// <summary>"File.cs(12): ExecuteSqlRawAsync".</summary>
    public static IReadOnlyList<string> Of(string assembly) =>
        [.. ProductCode.Calls(assembly).Where(c => !Doors.Contains(c.Caller.FullName) && Carries(c)).Select(c => c.Place)];

    private static bool Carries(CodeCall call) =>
        Databases.Any(d => call.Callee.DeclaringType.FullName.StartsWith(d, StringComparison.Ordinal))
        && Carriers.Any(c => call.Callee.Name.StartsWith(c, StringComparison.Ordinal));
}
