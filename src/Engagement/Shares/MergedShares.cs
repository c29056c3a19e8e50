using Engagement.Articles;
using Engagement.Comments;

namespace Engagement.Shares;

/// <summary>
/// Adds up the shares of two articles that become one, in statements of whole tables: callers are as many as readers. The codes
/// of both lead to it: that of the row that goes through what it was merged into.
/// </summary>
internal sealed class MergedShares : IMergedRows
{
    private static readonly string[] Counts = ["Intents", "Completions", "Visits"];

    private static readonly Table[] Tables =
    [
        new("ShareTallies", ["Channel"], Counts),
        new("ShareDays", ["Day", "Channel"], Counts),
        new("ShareHours", ["Hour"], ["Shares", "Callers"]),
        new("FilteredShares", ["Day", "Channel", "Reason"], ["Count"]),
        new("ShareMarks", ["Caller", "Day", "Channel", "Kind"], ["Count"], "CountedAt"),
    ];

    public async Task MoveAsync(ArticleWrite write, Article stays, Article goes, CancellationToken cancel)
    {
        foreach (var statement in Tables.SelectMany(t => (string[])[t.AddUp, t.Leave, t.Move]))
            await write.Transaction.ExecuteAsync(_ => statement, [stays.Id, goes.Id], cancel);
    }

    /// <summary>One whose key is ArticleId, and columns beside it.</summary>
    /// <param name="Name">Of the table.</param>
    /// <param name="Key">The other columns of its key.</param>
    /// <param name="Sums">What is added up.</param>
    /// <param name="Latest">Of what the later one holds.</param>
    private sealed record Table(string Name, string[] Key, string[] Sums, string? Latest = null)
    {
        /// <summary>Rows of the article that stays get what the other's row of the same key has.</summary>
        public string AddUp => $$"""
            UPDATE "{{Name}}" SET {{string.Join(", ", [.. Sums.Select(s => Both(s, "SUM")), .. Latest is null ? (string[])[] : [Both(Latest, "MAX")]])}}
            WHERE "ArticleId" = {0} AND {{Other("{1}")}}
            """;

        /// <summary>That row goes.</summary>
        public string Leave => $$"""DELETE FROM "{{Name}}" WHERE "ArticleId" = {1} AND {{Other("{0}")}}""";

        /// <summary>Those that only the other has are of the article that stays.</summary>
        public string Move => $$"""UPDATE "{{Name}}" SET "ArticleId" = {0} WHERE "ArticleId" = {1}""";

        private string SameKey => string.Join(" AND ", Key.Select(k => $"b.\"{k}\" = \"{Name}\".\"{k}\""));

        private string Both(string column, string function) =>
            $$"""
            "{{column}}" = (SELECT {{function}}(b."{{column}}") FROM "{{Name}}" AS b WHERE b."ArticleId" IN ({0}, {1}) AND {{SameKey}})
            """;

        private string Other(string article) => $"""EXISTS (SELECT 1 FROM "{Name}" AS b WHERE b."ArticleId" = {article} AND {SameKey})""";
    }
}
