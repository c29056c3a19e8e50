using System.Data.Common;
using System.Text.RegularExpressions;
using Engagement.Server.Tests.Hosting;

namespace Engagement.Server.Tests.Data;

/// <summary>A statement that was sent, and how the engine says that it runs it.</summary>
internal sealed record StatementPlan(string Statement, IReadOnlyList<string> Plan)
{
    public override string ToString() => $"{Statement}{Environment.NewLine}{string.Join(Environment.NewLine, Plan.Select(line => $"    {line}"))}";
}

/// <summary>
/// Every statement that the server really sends, explained right before it runs, on its own connection and with its own
/// parameters. PostgreSQL is told to avoid scans, and joins that need one, which it prefers in tables that are still small: what it cannot avoid it shows.
/// </summary>
/// <param name="engine">Of <see cref="Engines"/>.</param>
internal sealed partial class StatementPlans(string engine) : EveryStatement
{
    private readonly List<StatementPlan> _plans = [];
    private volatile bool _isListening;

    /// <summary>From now on.</summary>
    public void Listen() => _isListening = true;

    /// <summary>Since the last call; oldest first.</summary>
    public IReadOnlyList<StatementPlan> Take()
    {
        lock (_plans)
        {
            List<StatementPlan> taken = [.. _plans];
            _plans.Clear();
            return taken;
        }
    }

    protected override void Sending(DbCommand command)
    {
        if (!_isListening)
            return;
        foreach (var statement in Separator().Split(command.CommandText).Select(s => s.Trim().TrimEnd(';')).Where(s => Explained().IsMatch(s)))
        {
            var plan = new StatementPlan(statement, Explain(command, statement));
            lock (_plans)
                _plans.Add(plan);
        }
    }

    private List<string> Explain(DbCommand command, string statement)
    {
        if (engine == Engines.PostgreSql)
            Execute(command, "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off");
        using var explain = Beside(command, (engine == Engines.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + statement);
        foreach (DbParameter parameter in command.Parameters)
            explain.Parameters.Add(Copy(explain, parameter));
        var lines = new List<string>();
        using (var rows = explain.ExecuteReader())
            while (rows.Read())
                lines.Add($"{rows[rows.FieldCount - 1]}");
        if (engine == Engines.PostgreSql)
            Execute(command, "RESET enable_seqscan; RESET enable_hashjoin; RESET enable_mergejoin");
        return lines;
    }

    private static void Execute(DbCommand command, string text)
    {
        using var other = Beside(command, text);
        other.ExecuteNonQuery();
    }

    private static DbCommand Beside(DbCommand command, string text)
    {
        var other = command.Connection!.CreateCommand(); // a command that is about to run has one
        (other.Transaction, other.CommandText) = (command.Transaction, text);
        return other;
    }

    private static DbParameter Copy(DbCommand command, DbParameter parameter)
    {
        if (parameter is ICloneable typed)
            return (DbParameter)typed.Clone(); // null has a type too
        var copy = command.CreateParameter();
        (copy.ParameterName, copy.Value) = (parameter.ParameterName, parameter.Value);
        return copy;
    }

    /// <summary>EF and our batches send several at once, each on lines of its own.</summary>
    [GeneratedRegex(@";\s*\n")]
    private static partial Regex Separator();

    [GeneratedRegex("^(SELECT|INSERT|UPDATE|DELETE|WITH)", RegexOptions.IgnoreCase)]
    private static partial Regex Explained();
}
