using System.ComponentModel;
using Engagement.Graph;
using GraphQL;

namespace Engagement.Articles;

/// <summary>Articles to put in or to bring up to date.</summary>
/// <param name="Articles">1–200.</param>
internal sealed record RegisterArticlesInput(IReadOnlyList<ArticleInput> Articles);

/// <summary>An article as its publisher knows it. All of it replaces what was said of this key before.</summary>
internal sealed record ArticleInput
{
    /// <summary>The publisher's own, 1–200 characters without outer white space, unique, compared exactly.</summary>
    public required string Key { get; init; }

    /// <summary>The page: without credentials, at most 2,000 characters, unique.</summary>
    [Url]
    public required string Url { get; init; }

    /// <summary>1–300 characters, at most 1,200 bytes of UTF-8.</summary>
    public required string Title { get; init; }

    /// <summary>When the page came out.</summary>
    public DateTime? PublishedAt { get; init; }

    /// <summary>A language tag such as en or en-GB (RFC 5646), at most 35 characters; kept in lower case.</summary>
    public string? Language { get; init; }

    /// <summary>True: nothing is sold beside the article but to campaigns that say that they may stand there.</summary>
    [DefaultValue(false)]
    public bool Sensitive { get; init; }

    /// <summary>UNPUBLISHED hides the article and its comments from the public, and keeps them.</summary>
    [DefaultValue(ArticleState.Published)]
    public ArticleState State { get; init; } = ArticleState.Published;

    /// <summary>At most 20 names without the leading slash, none twice; the first is the home channel.</summary>
    [DefaultAstValue("[]")]
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>At most 50, none twice.</summary>
    [DefaultAstValue("[]")]
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>At most 20, no name twice.</summary>
    [DefaultAstValue("[]")]
    public IReadOnlyList<CompanyInput> Companies { get; init; } = [];

    /// <summary>At most 50 names.</summary>
    [DefaultAstValue("[]")]
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Keys of articles that the editor shows beside this one, at most 20, none twice; they need not be known yet.</summary>
    [DefaultAstValue("[]")]
    public IReadOnlyList<string> Related { get; init; } = [];
}

/// <summary>A company that an article is about.</summary>
internal sealed record CompanyInput
{
    /// <summary>1–200 characters, compared exactly.</summary>
    public required string Name { get; init; }

    /// <summary>The company's page: without credentials, at most 2,000 characters.</summary>
    [Url]
    public string? Url { get; init; }
}

/// <summary>What became of the articles.</summary>
/// <param name="Articles">In the order given; null where refused.</param>
/// <param name="Created">How many are new.</param>
/// <param name="Changed">How many were known and differ.</param>
/// <param name="Unchanged">How many were known just so: nothing was written.</param>
/// <param name="Errors">Each names index and field.</param>
internal sealed record RegisterArticlesPayload(
    IReadOnlyList<ArticleView?> Articles,
    int Created,
    int Changed,
    int Unchanged,
    IReadOnlyList<IUserError> Errors);
