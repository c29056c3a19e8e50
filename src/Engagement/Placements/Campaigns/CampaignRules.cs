namespace Engagement.Placements.Campaigns;

/// <summary>Where a campaign is to be served and where not. Names are compared without regard to case, as the publisher writes them.</summary>
internal sealed record CampaignRules
{
    /// <summary>Keys of slots, at least one, none twice.</summary>
    public required IReadOnlyList<string> Slots { get; init; }

    public TermRule Channels { get; init; } = TermRule.Everything;
    public TermRule Keywords { get; init; } = TermRule.Everything;
    public TermRule Companies { get; init; } = TermRule.Everything;

    /// <summary>BCP 47 tags in lower case; <c>en</c> is also met by <c>en-gb</c>. A page without a language meets none of them.</summary>
    public TermRule Languages { get; init; } = TermRule.Everything;

    /// <summary>Beside what it is not to be seen.</summary>
    public BrandSafety Safety { get; init; } = new();

    /// <summary>Two creatives of one category never stand on one page; null: it competes with nobody.</summary>
    public string? Category { get; init; }

    /// <summary>All its slots of a page together, one position in each, or none.</summary>
    public bool Roadblock { get; init; }
}

/// <summary>What the names of one list of a page have to be; an empty list asks nothing.</summary>
/// <param name="Any">At least one of these is there.</param>
/// <param name="All">All of these are there.</param>
/// <param name="None">None of these is there.</param>
internal sealed record TermRule(IReadOnlyList<string> Any, IReadOnlyList<string> All, IReadOnlyList<string> None)
{
    /// <summary>Asks nothing.</summary>
    public static TermRule Everything { get; } = new([], [], []);
}

/// <summary>Beside what a campaign is not to be seen, however well its targets fit.</summary>
internal sealed record BrandSafety
{
    /// <summary>Articles in one of these channels.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Articles with one of these keywords.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Articles about one of these companies.</summary>
    public IReadOnlyList<string> Companies { get; init; } = [];

    /// <summary>Not where the thread is closed.</summary>
    public bool ClosedThreads { get; init; }

    /// <summary>Not where a comment of the thread has open reports.</summary>
    public bool ReportedThreads { get; init; }

    /// <summary>Not beside an article that the publisher flagged as sensitive. Default true.</summary>
    public bool Sensitive { get; init; } = true;
}
