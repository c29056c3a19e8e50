using Engagement.Data;
using Engagement.Placements.Campaigns;

namespace Engagement.Server.Sample;

/// <summary>
/// The two sponsored lines of the news page, as campaigns that were approved: the webinar in its text, the study in the list of
/// related news. Where they lead is made up like the addresses of the articles.
/// </summary>
internal sealed class SampleCampaigns(WriteTransactions transactions, SiteDays days)
{
    private const int Total = 1_000_000;

    private static readonly (string Slot, CreativeDraft Creative)[] Lines =
    [
        ("INLINE_TEXT", Creative(CreativeKind.Webinar, "[Webinar] Behavioural Biometrics: Meeting the deployment challenge", "https://news.example/webinars/behavioural-biometrics", "Sponsored")),
        ("RELATED_NEWS", Creative(CreativeKind.Study, "[New Impact Study] Catering to a new generation through unified card programmes", "https://news.example/studies/unified-card-programmes", "Promoted")),
    ];

    /// <summary>Books both, for a year from today.</summary>
    public Task BookAsync(CancellationToken cancel) => transactions.RunAsync(async (write, cancelWork) =>
    {
        var now = await DatabaseClock.NowAsync(write.Db, write.Dialect, cancelWork);
        var advertiser = write.Db.Add(Advertiser.New("finextra", write.Now)).Entity;
        advertiser.Rename("Finextra");
        foreach (var (slot, draft) in Lines)
        {
            var campaign = write.Db.Add(Campaign.New(advertiser.Id, write.Now)).Entity;
            campaign.Set(new(
                draft.Headline, CampaignGoal.ViewableImpressions, Total, null, CampaignTier.Standard, PriceModel.Flat, 0, "EUR", null,
                days.Of(write.Now), days.Of(write.Now).AddDays(364), new CampaignRules { Slots = [slot] }));
            campaign.Move(CampaignState.Live);
            campaign.ChangedAt = now;
            var creative = write.Db.Add(Engagement.Placements.Campaigns.Creative.New(write.NewId(), campaign.Id, draft, write.Now)).Entity;
            creative.Approve(write.Now);
            await new CampaignWrite(write, campaign, null).StepAsync(CampaignAction.Create, null, creative.Id, null, TermChange.AllOf(CampaignView.From(campaign)), cancelWork);
        }
        return true;
    }, cancel);

    private static CreativeDraft Creative(CreativeKind kind, string headline, string landingUrl, string label) => new(kind, headline, null, null, landingUrl, null, null, label, null);
}
