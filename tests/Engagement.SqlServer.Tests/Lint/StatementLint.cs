using Engagement.SqlServer.Tests.Binding;
using Engagement.SqlServer.Tests.Capture;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>Our own rules: what the parser and the binder let through and SQL Server (or we) would not.</summary>
/// <param name="schema">CREATE statements; rules about inserts need to know the columns.</param>
internal sealed class StatementLint(IReadOnlyList<string> schema)
{
    private readonly TableColumns _tables = TableColumns.Of(schema);

    /// <summary>Nothing for a text that does not parse: the parser has said so.</summary>
    public IEnumerable<Finding> Look(CapturedStatement statement)
    {
        if (TSql.Parse(statement.Text, out var errors) is not { } script || errors.Count > 0)
            return [];
        LintRule[] rules =
        [
            new BuiltInFunctions(), new ColumnCounts(), new RepeatedColumns(), new UnwantedSyntax(), new UnnamedColumns(),
            new Aggregates(), new Collations(), new InsertedColumns(_tables),
        ];
        foreach (var rule in rules)
            script.Accept(rule);
        return rules.SelectMany(r => r.Messages).Select(m => new Finding(Instrument.Lint, statement.Origin, m, statement.Text));
    }
}
