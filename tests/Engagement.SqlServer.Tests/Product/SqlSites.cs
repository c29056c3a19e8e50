namespace Engagement.SqlServer.Tests.Product;

/// <summary>The places in the product where a statement is sent: each has to be seen at work, or nobody knows its SQL.</summary>
internal static class SqlSites
{
    private static readonly HashSet<string> SynchronousQueries =
    [
        "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "ElementAt", "Any", "All", "Count", "LongCount",
        "Max", "Min", "Sum", "Average", "Contains", "Aggregate",
    ];

    private static readonly string[] SentByFacade = ["Execute", "Migrate", "GetAppliedMigrations", "GetPendingMigrations"];

    /// <summary>
    /// What EF asks of its own about migrations is among them, but not captured: <see cref="MigrationCheck"/> has the scripts.
    /// </summary>
    public static IReadOnlyList<CodeCall> All { get; } = [.. ProductCode.Assemblies.SelectMany(ProductCode.Calls).Where(Sends)];

    private static bool Sends(CodeCall call) => (call.Callee.DeclaringType.FullName.Split('`')[0], call.Callee.Name) switch
    {
        ("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions", var name) =>
            name.EndsWith("Async", StringComparison.Ordinal) || name == "AsAsyncEnumerable" || name.StartsWith("Execute", StringComparison.Ordinal),
        ("Microsoft.EntityFrameworkCore.DbContext" or "Microsoft.EntityFrameworkCore.DbSet", var name) =>
            name.StartsWith("SaveChanges", StringComparison.Ordinal) || name.StartsWith("Find", StringComparison.Ordinal),
        ("System.Linq.Queryable", var name) => SynchronousQueries.Contains(name),
        ("Engagement.Data.SqlStatements", "FromSql" or "Query" or "ExecuteAsync" or "WherePairs") => true,
        ("Engagement.Data.PreparedReads", "ReadAsync" or "ReadByAsync" or "ReadEachAsync") => true,
        ("Microsoft.EntityFrameworkCore.Diagnostics.IRelationalCommandDiagnosticsLogger", "CommandReaderExecutingAsync") => true,
        ("Engagement.Data.WriteTransaction", "ExecuteAsync" or "LockAsync") => true,
        ("Engagement.Data.SqlDialect", "Compose") => true,
        ("Engagement.Data.DatabaseEngine", "FindFaultAsync") => true,
        ("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions", var name) =>
            SentByFacade.Any(s => name.StartsWith(s, StringComparison.Ordinal)),
        _ => false,
    };
}
