using Engagement.SqlServer.Tests.Binding;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>What an INSERT must and must not name, table by table.</summary>
internal sealed class TableColumns
{
    private readonly Dictionary<string, IReadOnlyList<Column>> _tables = new(StringComparer.Ordinal);

    public static TableColumns Of(IReadOnlyList<string> schema)
    {
        var tables = new TableColumns();
        foreach (var create in schema.Select(s => TSql.Parse(s, out _)?.Batches[0].Statements[0]).OfType<CreateTableStatement>())
            tables._tables[create.SchemaObjectName.BaseIdentifier.Value] = [.. create.Definition.ColumnDefinitions.Select(Read)];
        return tables;
    }

    /// <summary>Empty for a table that is not in the schema: a table variable, or one that the binder misses too.</summary>
    public IReadOnlyList<Column> Find(string table) => _tables.GetValueOrDefault(table, []);

    private static Column Read(ColumnDefinition definition)
    {
        var filled = definition.IdentityOptions is not null || definition.ComputedColumnExpression is not null
            || (definition.DataType as SqlDataTypeReference)?.SqlDataTypeOption is SqlDataTypeOption.Rowversion or SqlDataTypeOption.Timestamp;
        var required = !filled && definition.DefaultConstraint is null
            && definition.Constraints.OfType<NullableConstraintDefinition>().Any(n => !n.Nullable);
        return new Column(definition.ColumnIdentifier.Value, required, filled);
    }

    /// <param name="Required">NOT NULL without a default.</param>
    /// <param name="Filled">The database gives the value: identity, computed, row version.</param>
    public sealed record Column(string Name, bool Required, bool Filled);
}
