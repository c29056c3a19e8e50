using System.ComponentModel.DataAnnotations;

namespace Engagement.Shares;

/// <summary>What is shared; section <c>Shares</c>.</summary>
public sealed class ShareOptions
{
    /// <summary>
    /// Channels, a comma between, to which the article's own URL is shared rather than a short link. Default
    /// <c>HACKER_NEWS,REDDIT</c>: they show the host, and judge by it. Empty for none.
    /// </summary>
    [ChannelNames]
    public string DirectChannels { get; set; } = "HACKER_NEWS,REDDIT";

    /// <summary><c>utm_campaign</c> of the URL that a short link leads to, at most 100 characters. Default <c>share</c>; empty for none.</summary>
    [StringLength(100)]
    public string UtmCampaign { get; set; } = "share";

    /// <summary>The direct ones.</summary>
    internal IReadOnlySet<ShareChannel> Direct => Names(DirectChannels).Select(ShareChannels.Parse).OfType<ShareChannel>().ToHashSet();

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class ChannelNamesAttribute : ValidationAttribute
    {
        public ChannelNamesAttribute() : base($"{{0}} takes {string.Join(", ", ShareChannels.All.Select(c => c.Name))}.") { }

        public override bool IsValid(object? value) => value is string list && Array.TrueForAll(Names(list), n => ShareChannels.Parse(n) is not null);
    }
}
