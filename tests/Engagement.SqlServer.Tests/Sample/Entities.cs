namespace Engagement.SqlServer.Tests.Sample;

internal sealed class Article
{
    public long Id { get; set; }
    public required string Key { get; set; }
    public string? Subtitle { get; set; }
    public long Version { get; set; }
    public long LastSeq { get; set; }
    public DateTime ChangedAt { get; set; }
    public ArticleSettings Settings { get; set; } = new();
    public List<Comment> Comments { get; } = [];
}

/// <summary>One JSON column.</summary>
internal sealed class ArticleSettings
{
    public bool Closed { get; set; }
    public string? Message { get; set; }
}

internal sealed class Comment
{
    public long ArticleId { get; set; }
    public long Seq { get; set; }
    public long ParentSeq { get; set; }
    public long? AuthorId { get; set; }
    public int State { get; set; }
    public required string Body { get; set; }
    public DateTime CreatedAt { get; set; }
}

internal sealed class Reader
{
    public long Id { get; set; }
    public required string Name { get; set; }
}

/// <summary>Its key comes from the database, which changes what EF sends.</summary>
internal sealed class Marker
{
    public int Id { get; set; }
    public required string Text { get; set; }
}

/// <summary>Waits for its marker's key, so EF sends it in a batch of its own.</summary>
internal sealed class Note
{
    public long Id { get; set; }
    public required Marker Marker { get; set; }
}
