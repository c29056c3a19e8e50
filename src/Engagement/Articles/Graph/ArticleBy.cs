using Engagement.Graph;
using GraphQL;

namespace Engagement.Articles;

/// <summary>One way to name an article.</summary>
[OneOf]
public sealed class ArticleBy
{
    /// <summary>The public id.</summary>
    [Id]
    public string? Id { get; set; }

    /// <summary>The publisher's own key, compared exactly.</summary>
    public string? Key { get; set; }

    /// <summary>The page's address.</summary>
    [Url]
    public string? Url { get; set; }
}
