using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Binding;

/// <summary>A schema, cut into what DacFx takes: one CREATE statement at a time.</summary>
/// <param name="Creates">CREATE TABLE, INDEX, TYPE, SEQUENCE, FUNCTION, VIEW: in the order of the script.</param>
/// <param name="Others">What else the script does (inserts of seed data): to be checked like any statement.</param>
internal sealed record SchemaScript(IReadOnlyList<string> Creates, IReadOnlyList<string> Others)
{
    /// <summary>Reads the script that EF makes of a whole model.</summary>
    /// <remarks>
    /// Not the migrations' script: DacFx refuses ALTER TABLE … ADD and quietly ignores DROP COLUMN, ALTER COLUMN and sp_rename.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The script does not parse; the message has the parser's.</exception>
    public static SchemaScript Read(string script)
    {
        var read = TSql.Parse(script, out var errors);
        if (errors.Count > 0 || read is null)
            throw new InvalidOperationException($"The schema does not parse: {string.Join(' ', errors)}");
        var parts = read.Batches.SelectMany(b => b.Statements).ToLookup(IsCreate, TSql.Source);
        return new SchemaScript([.. parts[true]], [.. parts[false]]);
    }

    private static bool IsCreate(TSqlStatement statement) => statement
        is CreateTableStatement or CreateIndexStatement or CreateTypeStatement or CreateSequenceStatement
        or CreateFunctionStatement or CreateViewStatement or CreateSchemaStatement;
}
