using Engagement.SqlServer.Tests.Capture;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Binding;

/// <summary>A captured statement as a procedure, which is what DacFx can bind.</summary>
/// <param name="Name">Of the procedure, and the start of the name of each of its tables.</param>
/// <param name="Create">The whole CREATE PROCEDURE.</param>
/// <param name="Tables">CREATE TABLE for each table variable, #table and table-valued parameter of the statement.</param>
internal sealed record Procedure(string Name, string Create, IReadOnlyList<string> Tables)
{
    /// <param name="script">The statement, parsed without errors.</param>
    /// <param name="tableTypes">The schema's table types.</param>
    public static Procedure From(CapturedStatement statement, TSqlScript script, string name, IReadOnlyDictionary<string, TableDefinition> tableTypes)
    {
        var tables = new LocalTables(name, tableTypes);
        script.Accept(tables);
        var scalars = statement.Parameters.Where(p => !tables.AddParameter(p)).Select(p => $"{p.Name} {p.SqlType}");
        // NOCOUNT so that the body is never empty; line breaks so that a comment at either end hides nothing.
        return new Procedure(
            name,
            $"CREATE PROCEDURE [dbo].[{name}]\n{string.Join(", ", scalars)}\nAS BEGIN\nSET NOCOUNT ON;\n{tables.Rewrite(script)}\nEND",
            tables.Creates);
    }
}
