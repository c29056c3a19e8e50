namespace Engagement.SqlServer.Tests.Proof;

/// <summary>
/// Wrong, and no instrument says so: the limits of this check. When one of these is seen one day, move it to the list of
/// whoever sees it.
/// </summary>
internal static class SeenByNobody
{
    public static IReadOnlyList<Kept> All { get; } =
    [
        new("number compared with text", "SELECT [Id] FROM [Articles] WHERE [Id] = N'abc'"),
        new("text into a number", "INSERT INTO [Readers] ([Id], [Name]) VALUES (N'abc', N'a')"),
        new("number compared with a time", "SELECT [Id] FROM [Articles] WHERE [ChangedAt] > 1.5 * [Version] AND [ChangedAt] = CAST(1 AS bigint)"),
        new("UNION of types that do not mix", "SELECT [Id] FROM [Articles] UNION ALL SELECT [Name] FROM [Readers]"),
        new("NULL into a NOT NULL column", "UPDATE [Articles] SET [Version] = NULL WHERE [Id] = @id"),
        new("UPDATE of an identity", "UPDATE [Markers] SET [Id] = 2 WHERE [Id] = 1"),
        new("aggregate in WHERE", "SELECT [ArticleId] FROM [Comments] WHERE COUNT(*) > 1 GROUP BY [ArticleId]"),
        new("window function in WHERE", "SELECT [Seq] FROM [Comments] WHERE ROW_NUMBER() OVER (ORDER BY [Seq]) = 1"),
        new("subquery with two columns", "SELECT [Id] FROM [Articles] WHERE [Id] IN (SELECT [ArticleId], [Seq] FROM [Comments])"),
        new("DISTINCT ordered by another column", "SELECT DISTINCT [ArticleId] FROM [Comments] ORDER BY [Seq]"),
        new("path that is not one", "SELECT JSON_VALUE([Settings], 'Closed..') FROM [Articles]"),
        new("not grouped by, in ORDER BY", "SELECT [ArticleId] FROM [Comments] GROUP BY [ArticleId] ORDER BY [Seq]"),
        // A CTE that reads itself blinds the binder for that FROM, as a table variable would.
        new("column in a recursive CTE", "WITH thread AS (SELECT [Seq] FROM [Comments] WHERE [ParentSeq] = 0 UNION ALL SELECT c.[Seq] FROM [Comments] AS c JOIN thread ON thread.[Seq] = c.[Parent]) SELECT [Seq] FROM thread"),
    ];
}
