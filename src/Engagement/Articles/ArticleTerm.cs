namespace Engagement.Articles;

/// <summary>One entry of a list that an article carries, in the order given.</summary>
internal sealed record ArticleTerm
{
    public required long ArticleId { get; init; }
    public required TermKind Kind { get; init; }

    /// <summary>From 0.</summary>
    public required int Position { get; init; }

    /// <summary>A name, or a key for <see cref="TermKind.Related"/>; 1–200 characters, compared exactly.</summary>
    public required string Value { get; init; }

    /// <summary>A company's page, absolute http or https, at most 2,000 characters.</summary>
    public string? Url { get; init; }
}

/// <summary>The lists of an article.</summary>
internal enum TermKind
{
    /// <summary>At most 20, without the slash; the first is the home channel.</summary>
    Channel = 1,

    /// <summary>At most 50.</summary>
    Keyword = 2,

    /// <summary>At most 20.</summary>
    Company = 3,

    /// <summary>At most 50.</summary>
    Author = 4,

    /// <summary>Keys of other articles, at most 20; they need not be known yet.</summary>
    Related = 5,
}
