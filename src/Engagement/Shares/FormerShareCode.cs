namespace Engagement.Shares;

/// <summary>A share code that an article had before: links with it are out there, and go on leading to the article.</summary>
internal sealed class FormerShareCode
{
    public required string Code { get; init; }
    public required long ArticleId { get; init; }
}
