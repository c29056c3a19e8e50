namespace Engagement.SqlServer.Tests.Proof;

/// <summary>For the binder: names that do not resolve, in statements that write and in those that have tables of their own.</summary>
internal static class WrongWrites
{
    private const string Found = "DECLARE @f TABLE (Id bigint NOT NULL, Version bigint NOT NULL); ";

    public static IReadOnlyList<Kept> All { get; } =
    [
        new("table of INSERT", "INSERT INTO [Reader] ([Id], [Name]) VALUES (1, N'a')"),
        new("column of INSERT", "INSERT INTO [Readers] ([Id], [Name], [Picture]) VALUES (1, N'a', N'p')"),
        new("column in INSERT SELECT", "INSERT INTO [Readers] ([Id], [Name]) SELECT [Id], [Title] FROM [Articles]"),
        new("column of INSERT from OPENJSON", "INSERT INTO [Readers] ([Id], [Name]) SELECT j.i, j.m FROM OPENJSON(@json) WITH (i bigint, n nvarchar(100)) AS j"),
        new("table of UPDATE", "UPDATE [Article] SET [Version] = 1 WHERE [Id] = @id"),
        new("column of SET", "UPDATE [Articles] SET [Revision] = 1 WHERE [Id] = @id"),
        new("column in SET", "UPDATE [Articles] SET [Version] = [Revision] + 1 WHERE [Id] = @id"),
        new("column in UPDATE WHERE", "UPDATE [Articles] SET [Version] = 1 WHERE [Number] = @id"),
        new("column in UPDATE FROM", "UPDATE a SET a.[Version] = a.[Version] + j.v FROM [Articles] AS a JOIN OPENJSON(@json) WITH (i bigint, d bigint) AS j ON j.i = a.[Id]"),
        new("column of DELETE", "DELETE FROM [Comments] WHERE [Article] = @id"),
        new("table of DELETE", "DELETE FROM [Comment] WHERE [ArticleId] = @id"),
        new("column of OUTPUT inserted", "UPDATE [Articles] SET [Version] = 1 OUTPUT inserted.[Revision] WHERE [Id] = @id"),
        new("column of OUTPUT deleted", "DELETE FROM [Comments] OUTPUT deleted.[Text] WHERE [ArticleId] = @id"),
        new("column in MERGE ON", "MERGE [Readers] AS t USING (VALUES (1, N'a')) AS s (i, n) ON t.[Key] = s.i WHEN NOT MATCHED THEN INSERT ([Id], [Name]) VALUES (s.i, s.n);"),
        new("column in MERGE INSERT", "MERGE [Readers] AS t USING (VALUES (1, N'a')) AS s (i, n) ON t.[Id] = s.i WHEN NOT MATCHED THEN INSERT ([Id], [Name]) VALUES (s.i, s.m);"),
        new("column in MERGE UPDATE", "MERGE [Readers] AS t USING (VALUES (1, N'a')) AS s (i, n) ON t.[Id] = s.i WHEN MATCHED THEN UPDATE SET [Title] = s.n;"),
        new("procedure", "EXEC dbo.Recount @id"),
        new("second statement of a batch", "UPDATE [Articles] SET [Version] = 1 WHERE [Id] = @id; SELECT [Title] FROM [Articles] WHERE [Id] = @id"),
        new("column of a table variable", Found + "SELECT f.[Number] FROM @f AS f"),
        new("column joined to a table variable", Found + "SELECT a.[Title] FROM [Articles] AS a JOIN @f AS f ON f.[Id] = a.[Id]"),
        new("condition joined to a table variable", Found + "SELECT a.[Id] FROM [Articles] AS a JOIN @f AS f ON f.[Id] = a.[Number]"),
        new("table variable's side of a join", Found + "SELECT a.[Id] FROM [Articles] AS a JOIN @f AS f ON f.[Number] = a.[Id]"),
        new("OUTPUT INTO a table variable", Found + "UPDATE [Articles] SET [Version] = 1 OUTPUT inserted.[Id], inserted.[Revision] INTO @f (Id, Version) WHERE [Id] = @id"),
        new("column of OUTPUT INTO", Found + "UPDATE [Articles] SET [Version] = 1 OUTPUT inserted.[Id], inserted.[Version] INTO @f (Id, Revision) WHERE [Id] = @id"),
        new("INSERT SELECT joined to a table variable", Found + "INSERT INTO [Readers] ([Id], [Name]) SELECT f.[Id], a.[Title] FROM [Articles] AS a JOIN @f AS f ON f.[Id] = a.[Id]"),
        new("UPDATE joined to a table variable", Found + "UPDATE a SET a.[Version] = f.[Revision] FROM [Articles] AS a JOIN @f AS f ON f.[Id] = a.[Id]"),
        new("DELETE joined to a table variable", Found + "DELETE c FROM [Comments] AS c JOIN @f AS f ON f.[Id] = c.[Article]"),
        new("EXISTS on a table variable", Found + "SELECT a.[Id] FROM [Articles] AS a WHERE EXISTS (SELECT 1 FROM @f AS f WHERE f.[Number] = a.[Id])"),
        new("column joined to a table parameter", "SELECT a.[Title] FROM [Articles] AS a JOIN @ids AS i ON i.[Id] = a.[Id]"),
        new("column of a table parameter", "SELECT a.[Id] FROM [Articles] AS a JOIN @ids AS i ON i.[Number] = a.[Id]"),
        new("column joined to a temporary table", "CREATE TABLE #f (Id bigint NOT NULL); SELECT a.[Title] FROM [Articles] AS a JOIN #f AS f ON f.[Id] = a.[Id]"),
        new("column of a temporary table", "CREATE TABLE #f (Id bigint NOT NULL); SELECT a.[Id] FROM [Articles] AS a JOIN #f AS f ON f.[Number] = a.[Id]"),
        new("undeclared table variable", "SELECT a.[Id] FROM [Articles] AS a JOIN @g AS g ON g.[Id] = a.[Id]"),
    ];
}
