using System.Text;
using Engagement.SqlServer.Tests.Capture;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Binding;

/// <summary>
/// Turns a statement's own tables (DECLARE @f TABLE, CREATE TABLE #f, table-valued parameters) into tables of the model, and
/// each use of their names into the name of that table.
/// </summary>
/// <remarks>One such table in a FROM blinds DacFx for all of that FROM, our own tables in it included.</remarks>
/// <param name="procedure">Starts the names of the made tables, so that no two statements share one.</param>
internal sealed class LocalTables(string procedure, IReadOnlyDictionary<string, TableDefinition> tableTypes) : TSqlFragmentVisitor
{
    // EF writes INSERTED, which SQL Server takes and DacFx, in a binary collation, does not.
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal) { ["INSERTED"] = "inserted", ["DELETED"] = "deleted" };
    private readonly List<string> _creates = [];
    private readonly List<TSqlFragment> _declarations = [];

    public IReadOnlyList<string> Creates => _creates;

    public override void Visit(DeclareTableVariableStatement node)
    {
        _declarations.Add(node);
        Create(node.Body.VariableName.Value, node.Body.Definition);
    }

    public override void Visit(CreateTableStatement node)
    {
        if (!node.SchemaObjectName.BaseIdentifier.Value.StartsWith('#'))
            return;
        _declarations.Add(node);
        Create(node.SchemaObjectName.BaseIdentifier.Value, node.Definition);
    }

    /// <returns>False for a scalar.</returns>
    public bool AddParameter(CapturedParameter parameter)
    {
        if (!parameter.SqlType.EndsWith(" READONLY", StringComparison.Ordinal))
            return false;
        // An unknown type stays a parameter: that it is unknown is for the binder to say.
        if (!tableTypes.TryGetValue(LastPart(parameter.SqlType), out var columns))
            return false;
        Create(parameter.Name, columns);
        return true;
    }

    /// <summary>The statement's text with the names replaced and the declarations gone.</summary>
    public string Rewrite(TSqlScript script)
    {
        var text = new StringBuilder();
        for (var i = 0; i < script.ScriptTokenStream.Count; i++)
        {
            var token = script.ScriptTokenStream[i];
            if (_declarations.Any(d => i >= d.FirstTokenIndex && i <= d.LastTokenIndex))
                continue;
            text.Append(IsName(token) && _names.TryGetValue(Bare(token.Text), out var table) ? table : token.Text);
        }
        return text.ToString();
    }

    /// <summary>"dbo.IdList READONLY" and "[dbo].[IdList]" are "IdList".</summary>
    public static string LastPart(string type) => Bare(type.Split(' ')[0].Split('.')[^1]);

    private void Create(string name, TableDefinition columns)
    {
        var table = $"[dbo].[{procedure}_{name.TrimStart('@', '#')}]";
        _names[name] = table;
        _creates.Add($"CREATE TABLE {table} ({TSql.Source(columns)})");
    }

    private static bool IsName(TSqlParserToken token) =>
        token.TokenType is TSqlTokenType.Variable or TSqlTokenType.Identifier or TSqlTokenType.QuotedIdentifier;

    private static string Bare(string name) => name.Trim('[', ']', '"');
}
