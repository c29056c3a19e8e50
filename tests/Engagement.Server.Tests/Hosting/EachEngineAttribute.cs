using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Engagement.Server.Tests.Hosting;

/// <summary>
/// Runs a theory once for every database engine, with its name in <c>Database:Provider</c> as the first argument. Where
/// an engine is not there, <see cref="TestDatabase.CreateAsync"/> skips the test and says why.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EachEngineAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([.. Engines.All.Select(engine => new TheoryDataRow(engine))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>The names in <c>Database:Provider</c>.</summary>
internal static class Engines
{
    public const string Sqlite = "Sqlite";
    public const string PostgreSql = "PostgreSql";
    public const string SqlServer = "SqlServer";

    public static IReadOnlyList<string> All { get; } = [Sqlite, PostgreSql, SqlServer];
}
