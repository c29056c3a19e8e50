using Engagement.Articles;
using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Events;
using Engagement.Placements.Tokens;

namespace Engagement.Placements.Serving;

/// <summary>
/// Where clicks lead: to the landing page of the creative that the token names, as it was approved. The token is only believed for
/// which creative it is; so an old or a forged one leads to the same page, and nowhere else.
/// </summary>
internal sealed class PlacementClicks(CurrentServing serving, PreparedReads reads, PlacementCounting counting, SiteAddress site)
{
    /// <summary>The landing page; null if the token names no creative that was approved.</summary>
    public async Task<(PlacementToken Token, string Url)?> FindAsync(string text, CancellationToken cancel)
    {
        if (PlacementToken.Read(text) is not { } token)
            return null;
        var creative = serving.Find(token.CreativeId); // it never changes once it is approved, and is there while the database is not
        if (creative?.ApprovedAt is null)
            creative = (await reads.ReadByAsync<Creative>("Creatives", "Id", [token.CreativeId], cancel)).SingleOrDefault();
        return creative?.ApprovedAt is null ? null : (token, Landing(creative));
    }

    /// <summary>Counts the click, if it may.</summary>
    public Task CountAsync(string text, PlacementToken token) => counting.CountAsync(text, token, EventKind.Click, isMeasured: false, CancellationToken.None);

    /// <summary>With parameters that say to the advertiser's analytics where the reader came from, unless the advertiser set them.</summary>
    private string Landing(Creative creative) => LinkQuery.WithMissing(
        creative.LandingUrl,
        ("utm_source", site.BaseUrl is { } address ? new Uri(address).IdnHost : "engagement"), ("utm_medium", "sponsored"),
        ("utm_campaign", CampaignView.FormatId(creative.CampaignId)), ("utm_content", CreativeView.FormatId(creative.Id)));
}
