using Engagement.SqlServer.Tests.Binding;
using Engagement.SqlServer.Tests.Capture;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>Our own rules: what the parser and the binder let through and SQL Server (or we) would not.</summary>
internal sealed class StatementLint
{
    private readonly TableColumns _tables;
    private readonly Widths _widths;

    /// <param name="schema">CREATE statements; rules about inserts and stars need to know the columns.</param>
    public StatementLint(IReadOnlyList<string> schema)
    {
        _tables = TableColumns.Of(schema);
        _widths = new Widths(_tables);
    }

    /// <summary>Nothing for a text that does not parse: the parser has said so.</summary>
    public IEnumerable<Finding> Look(CapturedStatement statement)
    {
        if (TSql.Parse(statement.Text, out var errors) is not { } script || errors.Count > 0)
            return [];
        LintRule[] rules =
        [
            new BuiltInFunctions(), new ColumnCounts(_widths), new Stars(_widths), new RepeatedColumns(), new UnwantedSyntax(), new UnnamedColumns(),
            new Aggregates(), new Collations(), new InsertedColumns(_tables),
        ];
        foreach (var rule in rules)
            script.Accept(rule);
        return rules.SelectMany(r => r.Messages).Select(m => new Finding(Instrument.Lint, statement.Origin, m, statement.Text));
    }
}
