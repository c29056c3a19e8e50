using System.Globalization;
using Engagement.SqlServer.Tests.Binding;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>What SQL Server refuses in a schema that resolves, and no other engine of ours does.</summary>
internal sealed class SchemaLint
{
    // learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server
    private const int MostBytesClustered = 900, MostBytes = 1700, Unbounded = int.MaxValue / 64;

    private readonly List<CreateTableStatement> _tables;
    private readonly List<CreateIndexStatement> _indexes;

    /// <param name="schema">CREATE statements.</param>
    public SchemaLint(IReadOnlyList<string> schema)
    {
        var statements = schema.SelectMany(s => TSql.Parse(s, out _)?.Batches ?? []).SelectMany(b => b.Statements).ToList();
        (_tables, _indexes) = ([.. statements.OfType<CreateTableStatement>()], [.. statements.OfType<CreateIndexStatement>()]);
    }

    public IEnumerable<Finding> Look() => CascadePaths().Concat(LargeKeys()).Select(m => new Finding(Instrument.Lint, "create script", m, ""));

    /// <summary>Error 1785: a delete may come to a table by one way only.</summary>
    private IEnumerable<string> CascadePaths()
    {
        var below = _tables
            .SelectMany(t => t.Definition.TableConstraints.OfType<ForeignKeyConstraintDefinition>()
                .Where(k => k.DeleteAction is not (DeleteUpdateAction.NotSpecified or DeleteUpdateAction.NoAction))
                .Select(k => (Parent: k.ReferenceTableName.BaseIdentifier.Value, Child: NameOf(t))))
            .ToLookup(k => k.Parent, k => k.Child);
        return _tables.Select(NameOf).SelectMany(top => Reached(top, below, [top]).CountBy(t => t)
            .Where(t => t.Value > 1 || t.Key == top)
            .Select(t => $"a delete in {top} comes to {t.Key} by more than one way"));
    }

    private static IEnumerable<string> Reached(string top, ILookup<string, string> below, HashSet<string> above) =>
        below[top].SelectMany(child => above.Contains(child) ? [child] : Reached(child, below, [.. above, child]).Prepend(child));

    /// <summary>A longer key is a warning when it is made and error 1946 when a row comes that has it.</summary>
    private IEnumerable<string> LargeKeys()
    {
        var keys = _tables.SelectMany(t => t.Definition.TableConstraints.OfType<UniqueConstraintDefinition>()
                .Select(k => (Table: NameOf(t), Name: k.ConstraintIdentifier?.Value ?? "", k.Columns, Most: k.IsPrimaryKey ? MostBytesClustered : MostBytes)))
            .Concat(_indexes.Select(i => (Table: i.OnName.BaseIdentifier.Value, Name: i.Name.Value, i.Columns, Most: MostBytes)));
        return keys.Select(k => (k.Name, k.Most, Bytes: k.Columns.Sum(c => BytesOf(k.Table, c.Column.MultiPartIdentifier.Identifiers[^1].Value))))
            .Where(k => k.Bytes > k.Most).Select(k => $"the key {k.Name} may have {k.Bytes} bytes, {k.Most} are allowed");
    }

    private int BytesOf(string table, string column) =>
        _tables.Where(t => NameOf(t) == table).SelectMany(t => t.Definition.ColumnDefinitions)
            .Where(c => c.ColumnIdentifier.Value == column).Select(c => BytesOf(c.DataType as SqlDataTypeReference)).FirstOrDefault(Unbounded);

    private static int BytesOf(SqlDataTypeReference? type) => type?.SqlDataTypeOption switch
    {
        SqlDataTypeOption.NVarChar or SqlDataTypeOption.NChar => 2 * LengthOf(type),
        SqlDataTypeOption.VarChar or SqlDataTypeOption.Char or SqlDataTypeOption.VarBinary or SqlDataTypeOption.Binary => LengthOf(type),
        null => Unbounded,
        _ => 8, // at most, of all that we use
    };

    private static int LengthOf(SqlDataTypeReference type) => type.Parameters switch
    {
        [] => 1,
        [IntegerLiteral { Value: var length }] => int.Parse(length, CultureInfo.InvariantCulture),
        _ => Unbounded,
    };

    private static string NameOf(CreateTableStatement table) => table.SchemaObjectName.BaseIdentifier.Value;
}
