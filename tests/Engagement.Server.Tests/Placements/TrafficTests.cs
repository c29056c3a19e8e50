using Engagement.Data;
using Engagement.Placements.Forecasts;
using Engagement.Placements.Serving;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Placements;

public sealed class TrafficTests
{
    /// <summary>Of the others, the hours of both are shared by their sums; the fourth is beyond what is read, and taken to be like them.</summary>
    [Theory, EachEngine]
    public async Task What_is_read_is_bounded_and_nothing_of_it_is_lost(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        string[] keys = ["first", "second", "third", "fourth"];
        await site.RegisterAsync([.. keys.Select(k => Press.Article(k))]);
        var hour = DateTime.UtcNow.Date.AddDays(-10);
        await using (var db = site.Server.Database.OpenContext())
        {
            foreach (var (i, key) in keys.Index())
                foreach (var later in (int[])[0, 1])
                {
                    Assert.True(PublicId.TryParse("art", await site.IdAsync(key), out var articleId));
                    db.Add(new SlotHour { Hour = hour.AddHours(later), ArticleId = articleId, SlotId = 1, WeekHour = 20 + later, Positions = (later + 1) * (1_000 >> i) });
                }
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        var services = site.Server.Services;
        var reader = new TrafficReader(
            services.GetRequiredService<IDbContextFactory<EngagementDbContext>>(), services.GetRequiredService<SqlDialect>(), services.GetRequiredService<SiteDays>(), TimeProvider.System)
        { MostSingle = 1, MostArticles = 3 };

        var history = await reader.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal([3_000, 1_500, 750], history.Pages.Select(p => p.Positions).OrderDescending());
        Assert.Equal((1_000.0, 2_000.0), Hours(history.Pages.Where(p => p.Positions == 3_000)));
        var (one, other) = Hours(history.Pages.Where(p => p.Positions < 3_000));
        Assert.Equal(875, one, 6);
        Assert.Equal(1_750, other, 6);
        Assert.Equal(875 * 2 / 3.0, Hours(history.Pages.Where(p => p.Positions == 1_500)).Item1, 6);

        (double, double) Hours(IEnumerable<PageTraffic> pages) => (history.Sum(pages)[1][20], history.Sum(pages)[1][21]);
    }
}
