namespace Engagement.SqlServer.Tests.Proof;

/// <summary>Not the grammar of SQL Server 2022.</summary>
internal static class WrongForTheParser
{
    public static IReadOnlyList<Kept> All { get; } =
    [
        new("LIMIT", "SELECT [Id] FROM [Articles] ORDER BY [Id] LIMIT 5"),
        new("RETURNING", "UPDATE [Articles] SET [Version] = 2 WHERE [Id] = @id RETURNING [Id]"),
        new("ON CONFLICT", "INSERT INTO [Readers] ([Id], [Name]) VALUES (1, N'a') ON CONFLICT DO NOTHING"),
        new("row value comparison", "SELECT [Seq] FROM [Comments] WHERE ([ArticleId], [Seq]) = (1, 2)"),
        new("row value set", "UPDATE [Articles] SET ([Version], [LastSeq]) = (1, 2) WHERE [Id] = @id"),
        new("boolean as value", "SELECT ([Version] = 1) FROM [Articles]"),
        new("value as boolean", "SELECT [Id] FROM [Articles] WHERE [Version]"),
        new("TRUE as condition", "SELECT [Id] FROM [Articles] WHERE TRUE"),
        new("unknown hint", "SELECT [Id] FROM [Articles] WITH (UPDATELOCK) WHERE [Id] = @id"),
        new("MERGE without semicolon", "MERGE [Readers] AS t USING (VALUES (1, N'a')) AS s (i, n) ON t.[Id] = s.i WHEN NOT MATCHED THEN INSERT ([Id], [Name]) VALUES (s.i, s.n)"),
        new("ORDER BY in a derived table", "SELECT d.[Id] FROM (SELECT [Id] FROM [Articles] ORDER BY [Id]) AS d"),
        new("OFFSET without ORDER BY", "SELECT [Id] FROM [Articles] OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY"),
        new("NULLS LAST", "SELECT [Id] FROM [Articles] ORDER BY [Subtitle] NULLS LAST"),
        new("= ANY of a parameter", "SELECT [Id] FROM [Articles] WHERE [Id] = ANY (@json)"),
        new("INSERT OR IGNORE", "INSERT OR IGNORE INTO [Readers] ([Id], [Name]) VALUES (1, N'a')"),
        new("empty IN", "SELECT [Id] FROM [Articles] WHERE [Id] IN ()"),
        new("USING", "SELECT a.[Id] FROM [Articles] AS a JOIN [Comments] USING ([Id])"),
        new("JSON_VALUE with RETURNING", "SELECT JSON_VALUE([Settings], '$.Closed' RETURNING bit) FROM [Articles]"),
    ];
}
