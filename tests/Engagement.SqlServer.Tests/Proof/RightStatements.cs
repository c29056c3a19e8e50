namespace Engagement.SqlServer.Tests.Proof;

/// <summary>Right, and like those that a false alarm would come from.</summary>
internal static class RightStatements
{
    public static IReadOnlyList<Kept> All { get; } =
    [
        new("page by key", "SELECT TOP(@id) c.[Seq], c.[Body] FROM [Comments] AS c WHERE c.[ArticleId] = @id AND c.[Seq] < 10 ORDER BY c.[Seq] DESC"),
        new("page by offset", "SELECT [Id] FROM [Articles] ORDER BY [Key] OFFSET @id ROWS FETCH NEXT 10 ROWS ONLY"),
        new("locking read", "SELECT [Id], [Version] FROM [Articles] WITH (UPDLOCK, ROWLOCK) WHERE [Id] = @id"),
        new("two statements", "UPDATE [Articles] SET [Version] += 1 WHERE [Id] = @id; SELECT @@ROWCOUNT"),
        new("insert or ignore", "INSERT INTO [Readers] ([Id], [Name]) SELECT j.i, j.n FROM OPENJSON(@json) WITH (i bigint, n nvarchar(100) COLLATE Latin1_General_100_BIN2) AS j WHERE NOT EXISTS (SELECT * FROM [Readers] AS r WITH (UPDLOCK, HOLDLOCK) WHERE r.[Id] = j.i)"),
        new("group commit", """
            SET NOCOUNT ON;
            DECLARE @f TABLE (Id bigint NOT NULL PRIMARY KEY, Version bigint NOT NULL);
            UPDATE a SET a.[Version] = a.[Version] + j.posts, a.[LastSeq] = a.[LastSeq] + j.posts
            OUTPUT inserted.[Id], inserted.[Version] INTO @f (Id, Version)
            FROM [Articles] AS a JOIN OPENJSON(@json, '$.articles') WITH (article bigint, posts bigint) AS j ON j.article = a.[Id];
            INSERT INTO [Comments] ([ArticleId], [Seq], [ParentSeq], [State], [Body], [CreatedAt])
            OUTPUT inserted.[ArticleId], inserted.[Seq]
            SELECT f.Id, f.Version - p.place, p.parent, 1, p.body, SYSUTCDATETIME()
            FROM OPENJSON(@json, '$.posts') WITH (article bigint, place bigint, parent bigint, body nvarchar(max) COLLATE Latin1_General_100_BIN2) AS p
            JOIN @f AS f ON f.Id = p.article;
            """),
        new("temporary table", "CREATE TABLE #seen (Seq bigint NOT NULL); INSERT INTO #seen (Seq) SELECT [Seq] FROM [Comments]; SELECT COUNT(*) FROM #seen; DROP TABLE #seen"),
        new("table parameter", "SELECT a.[Id], a.[Key] FROM [Articles] AS a JOIN @ids AS i ON i.[Id] = a.[Id]"),
        new("scalar variable", "DECLARE @now datetime2(3) = SYSUTCDATETIME(); UPDATE [Articles] SET [ChangedAt] = @now WHERE [Id] = @id"),
        new("recursive CTE", "WITH thread AS (SELECT [Seq], 1 AS d FROM [Comments] WHERE [ArticleId] = @id AND [ParentSeq] = 0 UNION ALL SELECT c.[Seq], thread.d + 1 FROM [Comments] AS c JOIN thread ON thread.[Seq] = c.[ParentSeq]) SELECT [Seq], d FROM thread"),
        new("window", "SELECT w.[Seq] FROM (SELECT c.[Seq], ROW_NUMBER() OVER (PARTITION BY c.[ArticleId] ORDER BY c.[Seq] DESC) AS [row] FROM [Comments] AS c) AS w WHERE w.[row] <= 3"),
        new("grouping", "SELECT c.[State], COUNT(*) AS n, MAX(DATEADD(day, 1, c.[CreatedAt])) AS t FROM [Comments] AS c WHERE c.[ArticleId] = @id GROUP BY c.[State] HAVING COUNT(*) > 1"),
        new("apply", "SELECT a.[Id], c.[Body] FROM [Articles] AS a OUTER APPLY (SELECT TOP 1 l.[Body] FROM [Comments] AS l WHERE l.[ArticleId] = a.[Id] ORDER BY l.[Seq] DESC) AS c"),
        new("MERGE", "MERGE [Readers] WITH (HOLDLOCK) AS t USING (VALUES (@id, @json)) AS s (i, n) ON t.[Id] = s.i WHEN MATCHED THEN UPDATE SET [Name] = s.n WHEN NOT MATCHED THEN INSERT ([Id], [Name]) VALUES (s.i, s.n) OUTPUT inserted.[Id], $action;"),
        new("identity", "INSERT INTO [Markers] ([Text]) OUTPUT INSERTED.[Id] VALUES (N'a')"),
        new("delete in chunks", "DELETE TOP (1000) FROM [Comments] OUTPUT deleted.[Seq] WHERE [ArticleId] = @id AND [State] IN (3, 4)"),
        new("text at the end -- of a comment", "SELECT [Id] FROM [Articles] -- all of them"),
        new("series", "SELECT s.[value], COUNT(c.[Seq]) AS n FROM GENERATE_SERIES(1, 5) AS s LEFT JOIN [Comments] AS c ON c.[State] = s.[value] GROUP BY s.[value]"),
        new("plain OPENJSON", "SELECT j.[key], j.[value] FROM OPENJSON(@json) AS j WHERE j.[type] = 1"),
        new("stars", "SELECT * FROM (SELECT * FROM [Readers] WHERE [Id] = @id) AS a UNION ALL SELECT r.* FROM [Readers] AS r JOIN OPENJSON(@json) WITH (i bigint) AS j ON j.i = r.[Id]"),
        new("JSON", "SELECT JSON_VALUE([Settings], '$.Message') AS m FROM [Articles] WHERE CAST(JSON_VALUE([Settings], '$.Closed') AS bit) = CAST(1 AS bit)"),
    ];
}
