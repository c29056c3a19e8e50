namespace Engagement.Placements.Decision;

/// <summary>The page that placements are for: all that a decision knows. Nothing of it says who reads.</summary>
internal sealed record PageContext
{
    public required long ArticleId { get; init; }
    public IReadOnlyList<string> Channels { get; init; } = [];
    public IReadOnlyList<string> Keywords { get; init; } = [];
    public IReadOnlyList<string> Companies { get; init; } = [];

    /// <summary>A BCP 47 tag in lower case, or null.</summary>
    public string? Language { get; init; }

    /// <summary>The publisher flagged the article.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Readers can write no more.</summary>
    public bool IsThreadClosed { get; init; }

    /// <summary>A comment of its thread has open reports.</summary>
    public bool HasOpenReports { get; init; }

    /// <summary>A target that it has, as it is written here.</summary>
    public string NameOf(Target target)
    {
        var names = target.Facet switch
        {
            TargetFacet.Channel => Channels,
            TargetFacet.Keyword => Keywords,
            TargetFacet.Company => Companies,
            _ => [],
        };
        return names.FirstOrDefault(n => n.Equals(target.Name, StringComparison.OrdinalIgnoreCase)) ?? target.Name;
    }

    /// <summary>The three of them.</summary>
    public PageFlags Flags => (IsSensitive ? PageFlags.Sensitive : 0) | (IsThreadClosed ? PageFlags.ClosedThread : 0) | (HasOpenReports ? PageFlags.ReportedThread : 0);
}
