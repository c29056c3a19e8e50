using System.Text.RegularExpressions;
using Engagement.SqlServer.Tests.Capture;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Binding;

/// <summary>Parses statements and binds them to a schema, all in one model: a model each would cost four times as much.</summary>
internal sealed partial class StatementBinder
{
    private readonly IReadOnlyList<string> _schema;
    private readonly Dictionary<string, TableDefinition> _tableTypes = new(StringComparer.Ordinal);

    /// <param name="schema">CREATE statements, one each.</param>
    /// <exception cref="InvalidOperationException">The schema itself does not resolve.</exception>
    public StatementBinder(IReadOnlyList<string> schema)
    {
        _schema = schema;
        foreach (var type in schema.SelectMany(s => TSql.Parse(s, out _)?.Batches ?? []).SelectMany(b => b.Statements).OfType<CreateTypeTableStatement>())
            _tableTypes[type.Name.BaseIdentifier.Value] = type.Definition;
        using var model = new BoundModel(schema);
        if (string.Join('\n', model.Validate()) is { Length: > 0 } messages)
            throw new InvalidOperationException($"The schema does not resolve: {messages}");
    }

    // One procedure is one captured statement, since DacFx says which procedure but never which line.
    [GeneratedRegex("statement[0-9]+")]
    private static partial Regex ProcedureName { get; }

    [GeneratedRegex(@"element \[([^\]]+)\]")]
    private static partial Regex ElementName { get; }

    /// <summary>What the parser and the binder have to say.</summary>
    public IReadOnlyList<Finding> Bind(IReadOnlyList<CapturedStatement> statements)
    {
        using var model = new BoundModel(_schema);
        var owners = new Dictionary<string, CapturedStatement>(StringComparer.Ordinal);
        List<Finding> findings = [];
        foreach (var statement in statements)
        {
            if (TSql.Parse(statement.Text, out var errors) is not { } script || errors.Count > 0)
            {
                findings.AddRange(errors.Select(e => Found(Instrument.Parser, statement, e)));
                continue;
            }
            var procedure = Procedure.From(statement, script, $"statement{owners.Count}", _tableTypes);
            owners.Add(procedure.Name, statement);
            if (model.Add(procedure) is { } refusal)
                findings.Add(Found(Instrument.Binder, statement, refusal));
        }
        foreach (var message in model.Validate())
        {
            if (owners.GetValueOrDefault(ProcedureName.Match(message).Value) is { } owner)
                findings.Add(Found(Instrument.Binder, owner, message));
            else if (owners.Count == 1)
                findings.Add(Found(Instrument.Binder, owners.Values.Single(), message));
            else
                findings.AddRange(OneByOne(message, owners.Values));
        }
        return [.. findings.Distinct()];
    }

    /// <summary>What is wrong inside a common table expression comes without the procedure's name: each statement that could be meant is bound alone.</summary>
    private IEnumerable<Finding> OneByOne(string message, IEnumerable<CapturedStatement> statements)
    {
        var element = ElementName.Match(message).Groups[1].Value;
        var found = statements.Where(s => s.Text.Contains(element, StringComparison.Ordinal)).SelectMany(s => Bind([s])).ToList();
        return found.Count > 0 ? found : [new Finding(Instrument.Binder, "unknown", message, "")];
    }

    private static Finding Found(Instrument instrument, CapturedStatement statement, string message) =>
        new(instrument, statement.Origin, message, statement.Text);
}
