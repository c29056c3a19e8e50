using Engagement.Placements.Campaigns;
using Engagement.Placements.Decision;
using Engagement.Placements.Slots;
using Xunit;

namespace Engagement.Tests.Placements.Decision;

public sealed class DropReasonTests
{
    private static readonly LiveCampaign Plain = Given.Campaign(1);

    [Fact]
    public void What_no_filter_drops_has_no_reason() => Assert.Null(First(Plain));

    [Theory]
    [InlineData(CampaignState.Draft, DropReason.NotLive)]
    [InlineData(CampaignState.InReview, DropReason.NotLive)]
    [InlineData(CampaignState.Approved, null)]
    [InlineData(CampaignState.Live, null)]
    [InlineData(CampaignState.Paused, DropReason.NotLive)]
    [InlineData(CampaignState.Finished, DropReason.NotLive)]
    [InlineData(CampaignState.Rejected, DropReason.NotLive)]
    public void Only_what_is_approved_or_live_is_served(CampaignState state, DropReason? first) => Assert.Equal(first, First(Plain with { State = state }));

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(1, 5, DropReason.Dates)]
    [InlineData(-5, -1, DropReason.Dates)]
    public void The_first_and_the_last_day_are_its_own(int from, int to, DropReason? first) =>
        Assert.Equal(first, First(Plain with { StartsOn = Given.Today.AddDays(from), EndsOn = Given.Today.AddDays(to) }));

    [Fact]
    public void A_slot_that_is_not_its_own_or_not_there_drops_it()
    {
        Assert.Equal(DropReason.Slot, First(Given.Campaign(1, slots: "OTHER")));
        Assert.Equal(DropReason.Slot, Explain(Plain, Given.Page, "UNKNOWN").Dropped);
    }

    [Theory]
    [InlineData(PlacementFormat.Line, false, false, null)]
    [InlineData(PlacementFormat.Card, false, true, DropReason.Format)]
    [InlineData(PlacementFormat.Card, true, false, null)]
    [InlineData(PlacementFormat.Picture, true, false, DropReason.Format)]
    [InlineData(PlacementFormat.Picture, false, true, null)]
    public void A_creative_has_to_fit_what_the_slot_shows(PlacementFormat format, bool hasText, bool hasImage, DropReason? first) =>
        Assert.Equal(first, First(Plain with { Creatives = [new(1, hasText, hasImage)] }, slot: Given.LineSlot() with { Format = format }));

    [Fact]
    public void A_campaign_without_a_creative_does_not_fit() => Assert.Equal(DropReason.Format, First(Plain with { Creatives = [] }));

    /// <summary>Of a page with the names payments and second.</summary>
    [Theory]
    [InlineData("other payments", "", "", true)]
    [InlineData("other Payments", "", "", true)]
    [InlineData("other", "", "", false)]
    [InlineData("", "payments second", "", true)]
    [InlineData("", "payments other", "", false)]
    [InlineData("", "", "other", true)]
    [InlineData("", "", "other Second", false)]
    [InlineData("payments", "second", "other", true)]
    [InlineData("payments", "second", "payments", false)]
    public void Names_are_asked_by_any_all_and_none(string any, string all, string none, bool isMet)
    {
        string[] names = ["payments", "second"];
        var rule = new TermRule(Split(any), Split(all), Split(none));
        Assert.Equal(isMet, Meets(new() { Slots = [Given.Slot], Channels = rule }, new() { ArticleId = 1, Channels = names }));
        Assert.Equal(isMet, Meets(new() { Slots = [Given.Slot], Keywords = rule }, new() { ArticleId = 1, Keywords = names }));
        Assert.Equal(isMet, Meets(new() { Slots = [Given.Slot], Companies = rule }, new() { ArticleId = 1, Companies = names }));

        static string[] Split(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void A_name_of_one_list_does_not_stand_for_that_of_another()
    {
        Assert.False(Meets(new() { Slots = [Given.Slot], Keywords = Given.Any("payments") }, Given.Page));
        Assert.True(Meets(new() { Slots = [Given.Slot], Channels = Given.Any("payments"), Companies = Given.Any("acme") }, Given.Page));
        Assert.False(Meets(new() { Slots = [Given.Slot], Channels = Given.Any("payments"), Companies = Given.Any("other") }, Given.Page));
    }

    [Theory]
    [InlineData("en", "en", true)]
    [InlineData("en", "en-gb", true)]
    [InlineData("zh-hant", "zh-hant-tw", true)]
    [InlineData("en-gb", "en", false)]
    [InlineData("en", "enm", false)]
    [InlineData("en", null, false)]
    public void A_language_is_met_by_its_regions(string wanted, string? language, bool isMet)
    {
        var page = Given.Page with { Language = language };
        Assert.Equal(isMet, Meets(new() { Slots = [Given.Slot], Languages = Given.Any(wanted) }, page));
        Assert.Equal(isMet, Meets(new() { Slots = [Given.Slot], Languages = Given.All(wanted) }, page));
        Assert.Equal(!isMet, Meets(new() { Slots = [Given.Slot], Languages = Given.None(wanted) }, page));
    }

    [Fact]
    public void Beside_what_it_is_not_to_be_seen_it_is_dropped()
    {
        (BrandSafety Safety, PageContext Page)[] pages =
        [
            (new() { Channels = ["other", "payments"] }, Given.Page), (new() { Keywords = ["kw"] }, Given.Page), (new() { Companies = ["acme"] }, Given.Page),
            (new() { ClosedThreads = true }, Given.Page with { IsThreadClosed = true }), (new() { ReportedThreads = true }, Given.Page with { HasOpenReports = true }),
            (new(), Given.Page with { IsSensitive = true }),
        ];
        foreach (var (safety, page) in pages)
        {
            Assert.Equal(DropReason.BrandSafety, First(Plain with { Rules = Plain.Rules with { Safety = safety } }, page));
            Assert.Null(First(Plain with { Rules = Plain.Rules with { Safety = new() { Sensitive = false } } }, page));
        }
    }

    [Theory]
    [InlineData(CampaignGoal.ViewableImpressions, 999, 49, null)]
    [InlineData(CampaignGoal.ViewableImpressions, 1_000, 0, DropReason.Budget)]
    [InlineData(CampaignGoal.ViewableImpressions, 500, 50, DropReason.Budget)]
    [InlineData(CampaignGoal.Clicks, 1_000, 0, DropReason.Budget)]
    [InlineData(CampaignGoal.Clicks, 500, 50, DropReason.Budget)]
    [InlineData(CampaignGoal.Days, 1_000, 1, null)] // the last day goes on
    [InlineData(CampaignGoal.Days, 1_000, 0, DropReason.Budget)]
    [InlineData(CampaignGoal.ShareOfVoice, 5_000, 500, null)]
    public void A_budget_of_all_days_or_of_this_one_ends(CampaignGoal goal, long billed, long today, DropReason? first) =>
        Assert.Equal(first, First(Plain with { Goal = goal, Daily = 50 }, delivered: new(billed, today)));

    /// <summary>Each filter would drop the campaign; taken away one by one, the next is told.</summary>
    [Fact]
    public void The_first_filter_in_order_is_told()
    {
        var campaign = Plain with
        {
            State = CampaignState.Paused, EndsOn = Given.Today.AddDays(-1), Creatives = [],
            Rules = new() { Slots = ["OTHER"], Channels = Given.Any("other") },
        };
        var page = Given.Page with { IsSensitive = true };
        var spent = new Delivered(1_000, 0);
        var found = new List<DropReason?> { First(campaign, page, spent) };
        Then(campaign with { State = CampaignState.Live });
        Then(campaign with { EndsOn = Given.Today });
        Then(campaign with { Rules = campaign.Rules with { Slots = [Given.Slot] } });
        Then(campaign with { Creatives = Plain.Creatives });
        Then(campaign with { Rules = campaign.Rules with { Channels = TermRule.Everything } });
        page = Given.Page;
        Then(campaign);

        Assert.Equal(
            [DropReason.NotLive, DropReason.Dates, DropReason.Slot, DropReason.Format, DropReason.Targeting, DropReason.BrandSafety, DropReason.Budget], found);

        void Then(LiveCampaign next) => found.Add(First(campaign = next, page, spent));
    }

    [Fact]
    public void An_explanation_has_every_campaign_and_its_rate()
    {
        var rates = Given.Rates([Given.LineSlot()], (Plain, 0.25), (Given.Campaign(2) with { State = CampaignState.Draft }, null));

        var explained = PlacementDecision.Explain(rates, Given.Page, Given.Slot, Given.Today);

        Assert.Equal([(1, null, 0.25), (2, DropReason.NotLive, null)], explained.Select(e => (e.Campaign.Id, e.Dropped, e.Rate)));
    }

    private static bool Meets(CampaignRules rules, PageContext page) => First(Plain with { Rules = rules }, page) switch
    {
        null => true,
        DropReason.Targeting => false,
        var other => throw new InvalidOperationException($"{other}"),
    };

    private static DropReason? First(LiveCampaign campaign, PageContext? page = null, Delivered delivered = default, LiveSlot? slot = null) =>
        Explain(campaign, page ?? Given.Page, Given.Slot, delivered, slot).Dropped;

    private static ExplainedCampaign Explain(LiveCampaign campaign, PageContext page, string slotKey, Delivered delivered = default, LiveSlot? slot = null)
    {
        var rates = new ServingRates(
            new([slot ?? Given.LineSlot()], [campaign]), new Dictionary<long, ServingRate>(), new Dictionary<long, Delivered> { [campaign.Id] = delivered });
        return PlacementDecision.Explain(rates, page, slotKey, Given.Today).Single();
    }
}
