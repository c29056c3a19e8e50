using Engagement.Placements.Verification;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Placements.Reports;

/// <summary>Whether a wrong sum is found, and only a wrong one.</summary>
public sealed class PlacementsVerifierTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task Each_sum_that_is_not_what_it_is_made_of_is_found(string engine)
    {
        await using var delivered = await Delivered.StartAsync(engine);
        Assert.Empty(await VerifyAsync(delivered));
        foreach (var (change, back, found) in (IEnumerable<(string, string, string[])>)[
            ("UPDATE \"Campaigns\" SET \"Billed\" = \"Billed\" + 1", "UPDATE \"Campaigns\" SET \"Billed\" = \"Billed\" - 1", ["billed is 5, not 4", "billed, at most the total, is 5, not 4"]),
            ("UPDATE \"Campaigns\" SET \"Total\" = 3", "UPDATE \"Campaigns\" SET \"Total\" = 4", ["billed, at most the total, is 4, not 3"]),
            ("UPDATE \"Campaigns\" SET \"Daily\" = 2", "UPDATE \"Campaigns\" SET \"Daily\" = 3", ["billed of 2026-11-30, at most the daily budget, is 3, not 2"]),
            ("UPDATE \"Campaigns\" SET \"Viewables\" = 9", "UPDATE \"Campaigns\" SET \"Viewables\" = 5", ["viewables is 9, not 5"]),
            ("UPDATE \"CampaignDays\" SET \"Billed\" = 2 WHERE \"Day\" = '2026-11-30'", "UPDATE \"CampaignDays\" SET \"Billed\" = 3 WHERE \"Day\" = '2026-11-30'",
                ["billed of all its days is 3, not 4", "billed of 2026-11-30 is 2, not 3"]),
            ("UPDATE \"PlacementDays\" SET \"Clicks\" = 7 WHERE \"Day\" = '2026-12-01'", "UPDATE \"PlacementDays\" SET \"Clicks\" = 0 WHERE \"Day\" = '2026-12-01'",
                ["clicks of 2026-12-01 … is 7, not 2", "clicks of 2026-12-01 … is 7, not 0"]),
            ("UPDATE \"PlacementDays\" SET \"Measurable\" = 3 WHERE \"Day\" = '2026-12-01'", "UPDATE \"PlacementDays\" SET \"Measurable\" = 2 WHERE \"Day\" = '2026-12-01'",
                ["measurable of 2026-12-01 … is 3, not 2", "measurable of 2026-12-01 … is 3, not 2"]), // the impressions, and the recount
            ("UPDATE \"PlacementDays\" SET \"Over\" = 0", "UPDATE \"PlacementDays\" SET \"Over\" = 1 WHERE \"Day\" = '2026-12-01'", ["over-delivery of 2026-12-01 … is 0, not 1"]),
            ("UPDATE \"InvalidPlacementDays\" SET \"Count\" = 2", "UPDATE \"InvalidPlacementDays\" SET \"Count\" = 1", ["invalid clicks (Crawler) of 2026-11-30 … is 2, not 1"])])
        {
            await UpdateAsync(delivered, change);
            Assert.Equal(found, await VerifyAsync(delivered));
            await UpdateAsync(delivered, back);
        }
        await using (var db = delivered.Site.Server.Database.OpenContext())
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"PlacementEvents\" WHERE \"Kind\" = 1 AND \"Day\" = '2026-12-01'", Cancel);
        Assert.Equal(["impressions of 2026-12-01 … is 2, not 0", "measurable of 2026-12-01 … is 2, not 0"], await VerifyAsync(delivered));
    }

    [Theory, EachEngine]
    public async Task Days_before_a_daily_budget_was_lowered_are_not_held_to_it_and_days_after_are(string engine)
    {
        await using var delivered = await Delivered.StartAsync(engine);
        await delivered.Manager.DoAsync("updateCampaign", "UpdateCampaignInput", "__typename", new
        {
            campaignId = delivered.Campaign,
            campaign = Desk.Campaign(("total", 4), ("daily", 1), ("startsOn", "2026-11-30"), ("endsOn", "2026-12-31"), ("slots", new[] { "INLINE_TEXT", "RELATED_NEWS" })),
        });
        Assert.Empty(await VerifyAsync(delivered)); // 3 were billed of the first day
        await using (var db = delivered.Site.Server.Database.OpenContext())
            await db.Database.ExecuteSqlRawAsync("UPDATE \"CampaignSteps\" SET \"CreatedAt\" = {0} WHERE \"Action\" = 2", [new DateTime(2026, 11, 29, 0, 0, 0, DateTimeKind.Utc)], Cancel);
        await delivered.Manager.DoAsync("updateCampaign", "UpdateCampaignInput", "__typename", new
        {
            campaignId = delivered.Campaign,
            campaign = Desk.Campaign(("name", "Another"), ("total", 4), ("daily", 1), ("startsOn", "2026-11-30"), ("endsOn", "2026-12-31"), ("slots", new[] { "INLINE_TEXT", "RELATED_NEWS" })),
        });
        Assert.Equal(["billed of 2026-11-30, at most the daily budget, is 3, not 1"], await VerifyAsync(delivered)); // whatever else is edited
    }

    [Theory, EachEngine]
    public async Task Days_whose_single_events_may_be_deleted_are_not_recounted(string engine)
    {
        await using var delivered = await Delivered.StartAsync(engine);
        await using (var db = delivered.Site.Server.Database.OpenContext())
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"PlacementEvents\"", Cancel);
        Assert.NotEmpty(await VerifyAsync(delivered));
        delivered.Time.Now += TimeSpan.FromDays(34);
        Assert.Empty(await VerifyAsync(delivered));
    }

    /// <summary>What is wrong, in words, with the day of a sum and not the rest of where it is.</summary>
    private static async Task<IReadOnlyList<string>> VerifyAsync(Delivered delivered)
    {
        var found = await delivered.Site.Server.Services.GetRequiredService<PlacementsVerifier>().VerifyAsync(null, Cancel).ToListAsync(Cancel);
        Assert.All(found, m => Assert.Equal(delivered.Campaign, m.Campaign));
        return [.. found.Select(m => $"{Day(m.What)} is {m.Stored}, not {m.Counted}")];
    }

    private static string Day(string what) => what.IndexOf(" crv_", StringComparison.Ordinal) is > 0 and var end ? $"{what[..end]} …" : what;

    private static async Task UpdateAsync(Delivered delivered, string change)
    {
        await using var db = delivered.Site.Server.Database.OpenContext();
        Assert.True(await db.Database.ExecuteSqlRawAsync(change, Cancel) > 0);
    }
}
