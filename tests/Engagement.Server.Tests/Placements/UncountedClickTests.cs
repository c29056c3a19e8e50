using Engagement.Data;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Contract;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>A click leads to the landing page whatever becomes of the database, and what could not be counted is told.</summary>
public sealed class UncountedClickTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task A_click_leads_where_it_should_while_the_database_has_nothing(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        using var reader = new Browser(site);
        var token = await PlacedAsync(site, reader);
        await using (var db = site.Server.Database.OpenContext())
            foreach (var table in (string[])["Creatives", "PlacementEvents"])
                await db.Database.ExecuteSqlRawAsync(engine == Engines.SqlServer ? $"EXEC sp_rename '{table}', 'Former{table}'" : $"ALTER TABLE \"{table}\" RENAME TO \"Former{table}\"", Cancel);

        Assert.StartsWith("https://acme.example/webinar?id=7&utm_", await reader.FollowAsync($"p/{token}"), StringComparison.Ordinal);

        Assert.True(await IsToldAsync(site));
        Assert.Matches("""engagement_placements_events_total\{[^}]*kind="click"[^}]*outcome="failed"[^}]*\} [1-9]""", await site.Server.Http.GetStringAsync("metrics", Cancel));
    }

    [Theory, EachEngine]
    public async Task A_click_that_fails_to_count_after_its_reader_went_on_is_told(string engine)
    {
        var database = new BrokenDatabase();
        var released = new TaskCompletionSource();
        await using var site = await Site.StartAsync(engine, new ServerSetup { Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(database)) });
        using var reader = new Browser(site);
        var token = await PlacedAsync(site, reader);
        await site.Server.WriteDecisionsAsync();
        database.Before = async _ =>
        {
            await released.Task;
            throw new InvalidOperationException("The database is broken.");
        };

        Assert.StartsWith("https://acme.example/", await reader.FollowAsync($"p/{token}"), StringComparison.Ordinal);
        Assert.DoesNotContain(site.Server.Logs.Lines, IsAboutCounting);

        released.SetResult();
        Assert.True(await IsToldAsync(site));
        database.Before = null;
    }

    private static async Task<string> PlacedAsync(Site site, Browser reader)
    {
        await site.AdvertiserAsync();
        var article = await site.ArticleAsync();
        await site.ApprovedAsync(site.Manager("maria", "acme"));
        await site.Server.ServeAsync();
        return (await reader.Person.PlacedAsync(article)).Token();
    }

    private static Task<bool> IsToldAsync(Site site) => Wait.UntilAsync(() => site.Server.Logs.Lines.Any(IsAboutCounting));

    private static bool IsAboutCounting((LogLevel Level, string Text) line) => line.Level == LogLevel.Warning && line.Text.Contains("[233]", StringComparison.Ordinal);
}
