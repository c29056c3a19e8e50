using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Engagement.SqlServer.Tests.Lint;

/// <summary>One rule over one statement; made anew for each.</summary>
internal abstract class LintRule : TSqlFragmentVisitor
{
    private readonly List<string> _messages = [];

    /// <summary>"… (line,column)".</summary>
    public IReadOnlyList<string> Messages => _messages;

    protected void Report(TSqlFragment at, string message) => _messages.Add($"{message} ({at.StartLine},{at.StartColumn})");
}
