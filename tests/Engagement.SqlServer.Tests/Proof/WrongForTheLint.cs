namespace Engagement.SqlServer.Tests.Proof;

/// <summary>Parses and binds, and SQL Server would refuse it all the same, or we do not want it.</summary>
internal static class WrongForTheLint
{
    public static IReadOnlyList<Kept> All { get; } =
    [
        new("unknown built-in", "SELECT LENGTH([Key]) FROM [Articles]"),
        new("built-in of another engine", "SELECT [Id] FROM [Articles] WHERE [ChangedAt] < NOW()"),
        new("built-in that is too new", "SELECT REGEXP_REPLACE([Key], N'a', N'b') FROM [Articles]"),
        new("CURRENT_DATE", "SELECT [Id] FROM [Articles] WHERE [ChangedAt] < CURRENT_DATE"),
        new("too few arguments", "SELECT SUBSTRING([Key], 1) FROM [Articles]"),
        new("too many arguments", "SELECT ISNULL([Subtitle], [Key], N'') FROM [Articles]"),
        new("more values than columns", "INSERT INTO [Readers] ([Id], [Name]) VALUES (1, N'a', N'b')"),
        new("fewer values in the second row", "INSERT INTO [Readers] ([Id], [Name]) VALUES (1, N'a'), (2)"),
        new("INSERT SELECT of another width", "INSERT INTO [Readers] ([Id], [Name]) SELECT [Id], [Key], [Version] FROM [Articles]"),
        new("MERGE INSERT of another width", "MERGE [Readers] AS t USING (VALUES (1, N'a')) AS s (i, n) ON t.[Id] = s.i WHEN NOT MATCHED THEN INSERT ([Id], [Name]) VALUES (s.i);"),
        new("OUTPUT INTO of another width", "DECLARE @f TABLE (Id bigint); UPDATE [Articles] SET [Version] = 1 OUTPUT inserted.[Id], inserted.[Version] INTO @f (Id) WHERE [Id] = @id"),
        new("UNION of another width", "SELECT [Id], [Key] FROM [Articles] UNION ALL SELECT [Id] FROM [Readers]"),
        new("VALUES of another width", "SELECT v.a FROM (VALUES (1, 2)) AS v (a)"),
        new("CTE of another width", "WITH x (a, b) AS (SELECT [Id] FROM [Articles]) SELECT a FROM x"),
        new("column inserted twice", "INSERT INTO [Readers] ([Id], [Name], [Name]) VALUES (1, N'a', N'b')"),
        new("column set twice", "UPDATE [Articles] SET [Version] = 1, [Version] = 2 WHERE [Id] = @id"),
        new("column named twice in a derived table", "SELECT d.a FROM (SELECT [Id] AS a, [Version] AS a FROM [Articles]) AS d"),
        new("INSERT without columns", "INSERT INTO [Readers] VALUES (1, N'a')"),
        new("text from JSON without a collation", "SELECT r.[Id] FROM [Readers] AS r JOIN OPENJSON(@json) WITH (n nvarchar(100)) AS j ON j.n = r.[Name]"),
        new("star of a function", "SELECT j.* FROM OPENJSON(@json) WITH (i bigint) AS j"),
        new("star in OUTPUT", "DELETE FROM [Readers] OUTPUT deleted.* WHERE [Id] = @id"),
        new("UNION of stars of two tables", "SELECT * FROM [Articles] UNION ALL SELECT * FROM (SELECT * FROM [Readers]) AS r"),
        new("double bar", "SELECT [Key] || N'x' FROM [Articles]"),
        new("double colon", "SELECT [Id]::int FROM [Articles]"),
        new("FOR UPDATE", "SELECT [Id] FROM [Articles] WHERE [Id] = @id FOR UPDATE"),
        new("EXEC of a text", "EXEC (N'SELECT 1')"),
        new("sp_executesql", "EXEC sp_executesql N'SELECT 1'"),
        new("json type", "SELECT CAST([Settings] AS json) FROM [Articles]"),
        new("SELECT INTO", "SELECT [Id] INTO #f FROM [Articles]"),
        new("NOT NULL column left out", "INSERT INTO [Readers] ([Id]) VALUES (1)"),
        new("NOT NULL column left out of MERGE", "MERGE [Readers] AS t USING (VALUES (1)) AS s (i) ON t.[Id] = s.i WHEN NOT MATCHED THEN INSERT ([Id]) VALUES (s.i);"),
        new("identity given", "INSERT INTO [Markers] ([Id], [Text]) VALUES (1, N'a')"),
        new("aggregate without GROUP BY", "SELECT [ArticleId], COUNT(*) FROM [Comments]"),
        new("column that is not grouped by", "SELECT [ArticleId], [Seq], COUNT(*) FROM [Comments] GROUP BY [ArticleId]"),
        new("derived column without a name", "SELECT d.[Id] FROM (SELECT [Id], [Version] + 1 FROM [Articles]) AS d"),
        new("unknown collation", "SELECT [Id] FROM [Articles] ORDER BY [Key] COLLATE NOCASE"),
        new("another collation", "SELECT [Id] FROM [Articles] WHERE [Key] COLLATE Latin1_General_CI_AS = N'a'"),
    ];
}
