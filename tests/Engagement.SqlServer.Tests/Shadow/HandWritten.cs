using System.Collections.Concurrent;

namespace Engagement.SqlServer.Tests.Shadow;

/// <summary>
/// What statements written by hand are on SQL Server, by the text that another engine runs: EF keeps the text of FromSql and
/// SqlQuery inside the query, and the shadow puts this one in its place. Safe for use by many threads.
/// </summary>
internal sealed class HandWritten
{
    private readonly ConcurrentDictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <param name="text">As it runs, with parameters as <c>{0}</c>.</param>
    /// <param name="sqlServerText">The same for SQL Server.</param>
    /// <param name="values">Of the parameters.</param>
    public void Add(string text, string sqlServerText, IReadOnlyList<object> values) =>
        _statements.TryAdd(text, new Statement(sqlServerText, [.. values]));

    /// <exception cref="InvalidOperationException">Nobody handed it in.</exception>
    public Statement Find(string text) =>
        _statements.GetValueOrDefault(text) ?? throw new InvalidOperationException($"SQL whose SQL Server text nobody handed in: {text}");

    /// <param name="Values">Of one of its runs.</param>
    internal sealed record Statement(string SqlServerText, object[] Values);
}
