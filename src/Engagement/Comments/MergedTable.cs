using Engagement.Articles;

namespace Engagement.Comments;

/// <summary>
/// A table whose key is ArticleId, and columns beside it, when two articles become one. In whole statements, which look alike on
/// every engine: rows may be as many as readers.
/// </summary>
/// <param name="Name">Of the table.</param>
/// <param name="Key">The other columns of its key.</param>
/// <param name="Sums">What is added up; nothing: the row of the article that stays is kept as it is.</param>
/// <param name="Latest">Of what the later one holds.</param>
internal sealed record MergedTable(string Name, string[] Key, string[] Sums, string? Latest = null)
{
    /// <summary>Moves the rows, under the locks of both.</summary>
    public async Task MoveAsync(ArticleWrite write, Article stays, Article goes, CancellationToken cancel)
    {
        foreach (var statement in Sums.Length > 0 ? (string[])[AddUp, Leave, Move] : [Leave, Move])
            await write.Transaction.ExecuteAsync(_ => statement, [stays.Id, goes.Id], cancel);
    }

    /// <summary>Rows of the article that stays get what the other's row of the same key has.</summary>
    private string AddUp => $$"""
        UPDATE "{{Name}}" SET {{string.Join(", ", [.. Sums.Select(s => Both(s, "SUM")), .. Latest is null ? (string[])[] : [Both(Latest, "MAX")]])}}
        WHERE "ArticleId" = {0} AND {{Other("{1}")}}
        """;

    /// <summary>That row goes.</summary>
    private string Leave => $$"""DELETE FROM "{{Name}}" WHERE "ArticleId" = {1} AND {{Other("{0}")}}""";

    /// <summary>Those that only the other has are of the article that stays.</summary>
    private string Move => $$"""UPDATE "{{Name}}" SET "ArticleId" = {0} WHERE "ArticleId" = {1}""";

    private string SameKey => string.Join(" AND ", Key.Select(k => $"b.\"{k}\" = \"{Name}\".\"{k}\""));

    private string Both(string column, string function) =>
        $$"""
        "{{column}}" = (SELECT {{function}}(b."{{column}}") FROM "{{Name}}" AS b WHERE b."ArticleId" IN ({0}, {1}) AND {{SameKey}})
        """;

    private string Other(string article) => $"""EXISTS (SELECT 1 FROM "{Name}" AS b WHERE b."ArticleId" = {article} AND {SameKey})""";
}
