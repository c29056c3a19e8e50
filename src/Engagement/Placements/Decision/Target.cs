namespace Engagement.Placements.Decision;

/// <summary>What a name of a page is the name of.</summary>
internal enum TargetFacet
{
    /// <summary>A section that the article stands in.</summary>
    Channel = 1,

    /// <summary>What the publisher files it under.</summary>
    Keyword = 2,

    /// <summary>A company that it is about.</summary>
    Company = 3,

    /// <summary>What it is written in.</summary>
    Language = 4,
}

/// <summary>One name that a campaign asks for.</summary>
/// <param name="Facet">What it names.</param>
/// <param name="Name">As the campaign writes it: <c>en</c> where the page is <c>en-gb</c>.</param>
internal sealed record Target(TargetFacet Facet, string Name);
