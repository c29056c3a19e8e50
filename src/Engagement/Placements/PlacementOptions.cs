using System.ComponentModel.DataAnnotations;
using Engagement.Placements.Disclosures;

namespace Engagement.Placements;

/// <summary>What is sponsored; section <c>Placements</c>.</summary>
public sealed class PlacementOptions
{
    /// <summary>
    /// The country whose labels are used (ISO 3166-1, two letters), such as <c>GB</c>. Default none: then a placement is labelled
    /// with the plainest word of the page's language alone.
    /// </summary>
    [RegularExpression("(?i)[a-z]{2}", ErrorMessage = "{0} is a country's code of two letters.")]
    public string? Country { get; set; }

    /// <summary>
    /// Labels, a comma between, that creatives may carry beside those of the country; only <c>Sponsored</c> and <c>Promoted</c>,
    /// which readers do not always take for advertising: it is the publisher's decision. The second is always shown with the
    /// sponsor's name. Default none.
    /// </summary>
    [FurtherLabels]
    public string? FurtherLabels { get; set; }

    /// <summary>The language of pages that do not say theirs, such as <c>en</c>. Default <c>en</c>.</summary>
    [Required, RegularExpression("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", ErrorMessage = "{0} is a language tag.")]
    public string Language { get; set; } = "en";

    /// <summary>Hosts, a comma between, that images of creatives may come from: the publisher's own. Default none, and so no images.</summary>
    [RegularExpression(@"\s*[A-Za-z0-9.-]+(\s*,\s*[A-Za-z0-9.-]+)*\s*,?\s*", ErrorMessage = "{0} takes names of hosts, without https://, port or path, a comma between.")]
    public string? ImageHosts { get; set; }

    /// <summary>How long single events are kept, so that what is counted can be shown and recounted; at least 2 days. The sums stay. Default 35 days.</summary>
    [Range(typeof(TimeSpan), "2.00:00:00", "3650.00:00:00")]
    public TimeSpan EventsKept { get; set; } = TimeSpan.FromDays(35);

    /// <summary>
    /// How often each process looks for changes that others made of campaigns and of what is counted of them: a pause holds there
    /// after this time and that of a look; with at most 1.5 seconds within the 2 that the schema promises. The days of campaigns are looked at every ten intervals. Default
    /// 1 second.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often serving rates are planned anew, beside when campaigns change. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PlanInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a page waits for its placements, and then goes on without them. Default 2 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:30")]
    public TimeSpan DecisionTimeout { get; set; } = TimeSpan.FromSeconds(2);

    internal IReadOnlySet<string> ImageHostNames => Names(ImageHosts).ToHashSet(StringComparer.OrdinalIgnoreCase);

    internal IReadOnlySet<string> FurtherLabelNames => Names(FurtherLabels).ToHashSet();

    private static string[] Names(string? list) => (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class FurtherLabelsAttribute : ValidationAttribute
    {
        public FurtherLabelsAttribute() : base($"{{0}} takes {DisclosureLabels.Sponsored} and {DisclosureLabels.Promoted}.") { }

        public override bool IsValid(object? value) => Array.TrueForAll(Names(value as string), n => n is DisclosureLabels.Sponsored or DisclosureLabels.Promoted);
    }
}
