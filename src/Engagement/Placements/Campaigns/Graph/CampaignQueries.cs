using Engagement.Graph;
using Engagement.Graph.Limits;
using Engagement.Placements.Disclosures;
using GraphQL;

namespace Engagement.Placements.Campaigns;

internal sealed class CampaignQueries(CampaignPages pages, DisclosureLabels labels)
{
    /// <summary>Those that the caller speaks for, by key; an admin's are all.</summary>
    [ListSize(100)]
    public async Task<IEnumerable<AdvertiserView>> Advertisers(CancellationToken cancel) =>
        (await pages.AdvertisersAsync(cancel)).Select(AdvertiserView.From);

    /// <summary>Campaigns of the caller's advertisers, newest first; all that is given has to hold. Default 20, at most 100.</summary>
    /// <param name="advertiser">The key of one.</param>
    /// <param name="states">In one of these.</param>
    /// <param name="first">The size of the page.</param>
    /// <param name="after">Where it starts.</param>
    public Task<CampaignConnection> Campaigns(string? advertiser, IReadOnlyList<CampaignState>? states, int? first, string? after, CancellationToken cancel) =>
        pages.ReadAsync(advertiser, states, PageArguments.From(first, after, null, null), cancel);

    /// <summary>A campaign; null if it is unknown or of an advertiser that the caller does not speak for.</summary>
    /// <param name="id">From a campaign's `id`.</param>
    public async Task<CampaignView?> Campaign([Id] string id, CancellationToken cancel) =>
        await pages.FindAsync(id, cancel) is { } row ? CampaignView.From(row) : null;

    /// <summary>A creative, also one that was replaced or removed, as steps and reports name it; null if it is unknown or of an advertiser that the caller does not speak for.</summary>
    /// <param name="id">From a creative's `id`.</param>
    public async Task<CreativeView?> Creative([Id] string id, CancellationToken cancel) =>
        await pages.FindCreativeAsync(id, cancel) is { } row ? CreativeView.From(row) : null;

    /// <summary>Labels that a creative may carry on pages of a language; the first is what it carries if it has none.</summary>
    /// <param name="language">A tag such as en or en-GB; left out: the site's.</param>
    [ListSize(10)]
    public IEnumerable<string> DisclosureLabels(string? language) => labels.For(language);
}
