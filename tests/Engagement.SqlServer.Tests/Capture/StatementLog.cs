using System.Collections.Concurrent;
using Microsoft.Data.SqlClient;

namespace Engagement.SqlServer.Tests.Capture;

/// <summary>
/// Everything that SQL Server would have been sent in one run, each text once. Safe for use by many threads: tests run in
/// parallel and share one log.
/// </summary>
internal sealed class StatementLog
{
    private readonly ConcurrentDictionary<string, CapturedStatement> _statements = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<CaptureGap, byte> _gaps = new();

    /// <summary>One of each identity, ordered by origin and text, so that two runs of the same tests read alike.</summary>
    public IReadOnlyList<CapturedStatement> Statements =>
        [.. _statements.Values.OrderBy(s => s.Origin, StringComparer.Ordinal).ThenBy(s => s.Identity, StringComparer.Ordinal)];

    /// <summary>What was seen and could not be turned into a statement; must be empty at the end.</summary>
    public IReadOnlyList<CaptureGap> Gaps => [.. _gaps.Keys.OrderBy(g => g.Origin, StringComparer.Ordinal)];

    public void Add(CapturedStatement statement) => _statements.TryAdd(statement.Identity, statement);

    public void Add(CaptureGap gap) => _gaps.TryAdd(gap, 0);

    /// <summary>Takes down one text.</summary>
    /// <param name="sqlServerText">The text of the SQL Server dialect, not that of the engine the test runs on.</param>
    /// <param name="parameters">Every parameter that the text names, typed as SQL Server would get it.</param>
    /// <param name="origin">The statement's owner: "PostBatch.LockArticles".</param>
    public void Record(string sqlServerText, IEnumerable<SqlParameter> parameters, string origin) =>
        Add(new CapturedStatement(sqlServerText, [.. parameters.Select(SqlTypeName.Declare)], origin));

    /// <summary>The same for a caller that knows names and values only; the type is SqlClient's own guess from the value.</summary>
    public void Record(string sqlServerText, IEnumerable<KeyValuePair<string, object?>> values, string origin) =>
        Record(sqlServerText, values.Select(v => new SqlParameter(v.Key, v.Value ?? DBNull.Value)), origin);
}
