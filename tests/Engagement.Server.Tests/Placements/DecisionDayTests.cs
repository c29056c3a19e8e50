using Engagement.Placements.Serving;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>Of which day and hour a decision is.</summary>
public sealed class DecisionDayTests
{
    [Theory, EachEngine]
    public async Task A_day_that_begins_within_an_hour_of_UTC_has_the_decisions_after_its_midnight(string engine)
    {
        var time = new StandingClock(new DateTimeOffset(2026, 11, 30, 18, 15, 0, TimeSpan.Zero)); // 23:45 in Kolkata
        await using var site = await Site.StartAsync(engine, time, "Site:TimeZone=Asia/Kolkata");
        var article = await site.ArticleAsync();
        await site.Anybody.PlacementsAsync(article, "token", "INLINE_TEXT");
        time.Now += TimeSpan.FromMinutes(30);
        for (var i = 0; i < 2; i++)
            await site.Anybody.PlacementsAsync(article, "token", "INLINE_TEXT");
        await site.Server.WriteDecisionsAsync();
        await site.Anybody.PlacementsAsync(article, "token", "INLINE_TEXT");
        await site.Server.WriteDecisionsAsync(); // adds to what is there

        await using var db = site.Server.Database.OpenContext();
        var days = await db.Set<DecisionDay>().OrderBy(d => d.Day).Select(d => new { d.Day, d.Count }).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([(new DateOnly(2026, 11, 30), 1), (new DateOnly(2026, 12, 1), 3)], days.Select(d => (d.Day, d.Count)));
        var hour = await db.Set<SlotHour>().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((new DateTime(2026, 11, 30, 18, 0, 0, DateTimeKind.Utc), 4), (hour.Hour, hour.Positions));
    }
}
