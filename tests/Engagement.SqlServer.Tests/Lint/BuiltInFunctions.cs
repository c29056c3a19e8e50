using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>
/// Built-in functions must be on the list, with as many arguments as they take: the binder knows neither, and the parser knows
/// names that came after SQL Server 2022. Add what is needed, after looking it up in the T-SQL reference.
/// </summary>
internal sealed class BuiltInFunctions : LintRule
{
    private const int Any = 254;

    private static readonly Dictionary<string, (int Min, int Max)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["COUNT"] = (1, 1), ["COUNT_BIG"] = (1, 1), ["SUM"] = (1, 1), ["MIN"] = (1, 1), ["MAX"] = (1, 1), ["AVG"] = (1, 1),
        ["STRING_AGG"] = (2, 2), ["GREATEST"] = (1, Any), ["LEAST"] = (1, Any),
        ["ROW_NUMBER"] = (0, 0), ["RANK"] = (0, 0), ["DENSE_RANK"] = (0, 0), ["LAG"] = (1, 3), ["LEAD"] = (1, 3),
        ["FIRST_VALUE"] = (1, 1), ["LAST_VALUE"] = (1, 1),
        ["ISNULL"] = (2, 2), ["ABS"] = (1, 1), ["SIGN"] = (1, 1), ["CEILING"] = (1, 1), ["FLOOR"] = (1, 1), ["ROUND"] = (2, 3),
        ["POWER"] = (2, 2), ["SQRT"] = (1, 1), ["EXP"] = (1, 1), ["LOG"] = (1, 2), ["LOG10"] = (1, 1),
        ["LEN"] = (1, 1), ["DATALENGTH"] = (1, 1), ["LOWER"] = (1, 1), ["UPPER"] = (1, 1), ["TRIM"] = (1, 1), ["LTRIM"] = (1, 2),
        ["RTRIM"] = (1, 2), ["SUBSTRING"] = (3, 3), ["REPLACE"] = (3, 3), ["CHARINDEX"] = (2, 3), ["CONCAT"] = (2, Any),
        ["CONCAT_WS"] = (3, Any), ["REPLICATE"] = (2, 2), ["REVERSE"] = (1, 1),
        ["DATEADD"] = (3, 3), ["DATEDIFF"] = (3, 3), ["DATEDIFF_BIG"] = (3, 3), ["DATEPART"] = (2, 2), ["DATETRUNC"] = (2, 2),
        ["SYSUTCDATETIME"] = (0, 0), ["GETUTCDATE"] = (0, 0), ["NEWID"] = (0, 0), ["SCOPE_IDENTITY"] = (0, 0),
        ["JSON_VALUE"] = (2, 2), ["JSON_QUERY"] = (1, 2), ["JSON_MODIFY"] = (3, 3), ["ISJSON"] = (1, 2), ["HASHBYTES"] = (2, 2),
        ["OBJECT_ID"] = (1, 2), ["SCHEMA_ID"] = (0, 1), ["DB_ID"] = (0, 1),
    };

    private static readonly Dictionary<string, (int Min, int Max)> KnownTables = new(StringComparer.OrdinalIgnoreCase)
    {
        ["GENERATE_SERIES"] = (2, 3),
    };

    public override void Visit(FunctionCall node)
    {
        // A target makes it a function of the schema, which is the binder's.
        if (node.CallTarget is null)
            Check(node, Known, node.FunctionName.Value, node.Parameters.Count);
    }

    public override void Visit(GlobalFunctionTableReference node) => Check(node, KnownTables, node.Name.Value, node.Parameters.Count);

    public override void Visit(ParameterlessCall node)
    {
        if (node.ParameterlessCallType is not ParameterlessCallType.CurrentTimestamp)
            Report(node, $"{node.ParameterlessCallType} is not on our list of functions");
    }

    private void Check(TSqlFragment node, Dictionary<string, (int Min, int Max)> known, string name, int arguments)
    {
        if (!known.TryGetValue(name, out var takes))
            Report(node, $"{name} is not on our list of functions");
        else if (arguments < takes.Min || arguments > takes.Max)
            Report(node, $"{name} takes {takes.Min} to {takes.Max} arguments, not {arguments}");
    }
}
