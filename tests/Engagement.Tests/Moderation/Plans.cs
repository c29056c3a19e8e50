using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Tests.Moderation;

/// <summary>How SQLite goes about a statement.</summary>
internal static partial class Plans
{
    /// <summary>The steps of a recorded statement, one a line.</summary>
    public static async Task<string> PlanAsync(this ModeratedSite site, string statement)
    {
        await using var db = await site.DbAsync();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = (SqliteCommand)db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {statement}";
        foreach (var name in Parameter().Matches(statement).Select(m => m.Value).Distinct())
            command.Parameters.AddWithValue(name, 1);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var steps = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            steps.Add(rows.GetString(3));
        return string.Join('\n', steps);
    }

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();
}
