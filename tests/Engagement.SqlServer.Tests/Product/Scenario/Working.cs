using System.Text;
using Engagement.Articles;
using Engagement.Comments;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Discovery.Related;
using Engagement.Discovery.Terms;
using Engagement.Discovery.Trending;
using Engagement.Live;
using Engagement.Moderation;
using Engagement.Readers;
using Engagement.Server.Commands;
using Engagement.Server.Hosting;
using Engagement.Server.Import;
using Engagement.Server.Tests.Comments;
using Engagement.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.SqlServer.Tests.Product.Scenario;

/// <summary>What works in the background, by the clock or by a command; one round each.</summary>
internal static class Working
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task RunAsync(Site site, string article, Action<IServiceCollection> shadow)
    {
        var services = site.Server.Services;
        await Get<CloseThreads>(services).RunAsync(Stop);
        var poll = Get<VersionPoll>(services, new LiveMetrics());
        await poll.PollAsync(Stop);
        await poll.AskAsync([1, 2], Stop);
        await FillAsync(services);
        await RelateAsync(services);
        await RankAsync(site, article);
        await ImportAsync(services);
        await StampAsync(services);
        await FollowAsync(services, article);
        await RecountAsync(services);
        await GreetAsync(site, shadow);
        await ExpireAsync(services);
    }

    /// <summary>A feed with an article that is known, which says less of it than is known, twice, and with one that is refused.</summary>
    private static async Task ImportAsync(IServiceProvider services)
    {
        string[] items = [Item("one", "From a feed"), Item("one?utm_source=feed", "Again"), Item("never", new string('x', 1_000))];
        using var feed = new MemoryStream(Encoding.UTF8.GetBytes($"<rss version=\"2.0\"><channel>{string.Concat(items)}</channel></rss>"));
        var totals = await services.GetRequiredService<ArticlesImport>().RunAsync("feed.xml", feed, _ => { }, Stop);
        Assert.Equal(new ImportTotals(Changed: 1, Duplicates: 1, Refused: 1), totals);

        static string Item(string page, string title) => $"<item><title>{title}</title><link>https://news.example/{page}</link></item>";
    }

    /// <summary>Articles as versions before addresses and share codes left them.</summary>
    private static async Task FillAsync(IServiceProvider services)
    {
        await using (var db = await services.GetRequiredService<IDbContextFactory<EngagementDbContext>>().CreateDbContextAsync(Stop))
        {
            await db.Set<ArticleAddress>().ExecuteDeleteAsync(Stop);
            await db.Set<Article>().ExecuteUpdateAsync(set => set.SetProperty(a => a.ShareCode, (string?)null), Stop);
            await db.Set<ArticleIndexing>().ExecuteDeleteAsync(Stop);
        }
        Assert.True(await services.GetRequiredService<MissingAddresses>().FillAsync(Stop) > 0);
        Assert.True(await services.GetRequiredService<MissingShareCodes>().FillAsync(Stop) > 0);
        await foreach (var _ in services.GetRequiredService<ShareExport>().ReadAsync(Stop))
            break;
        Assert.True(await services.GetRequiredService<MissingTerms>().FillAsync(Stop) > 0);
    }

    /// <summary>As if the site had more articles of one term than are looked at: the newest of them are.</summary>
    private static Task RelateAsync(IServiceProvider services) => services.GetRequiredService<RelatedCandidates>()
        .ReadAsync([new RelatedSeed(1, DateTime.UtcNow, [new RelatedTerm(Term.AllId, Facet.Channel, RelatedCandidates.Most + 1)], [])], 10_000, Stop);

    /// <summary>What trends a few hours from now, when three people have been there.</summary>
    private static async Task RankAsync(Site site, string article)
    {
        foreach (var person in Enumerable.Range(0, 3).Select(i => site.Person($"trends-{i}")))
            await person.PostAsync(article, "There");
        var ranking = site.Server.Services.GetRequiredService<TrendingRanking>();
        await ranking.RankIfDueAsync(Stop);
        Assert.True(await ranking.RankAsync(TrendingRules.CutOf(DateTime.UtcNow.AddHours(3)), Stop));
        Assert.NotEmpty((await site.Anybody.QueryAsync("{ trending { rank } }")).GetProperty("trending").EnumerateArray());
    }

    /// <summary>A reader comes with a new name, and then with another before the first was stamped.</summary>
    private static async Task StampAsync(IServiceProvider services)
    {
        var readers = Get<ReaderDirectory>(services, new ReaderOptions { RefreshInterval = TimeSpan.Zero });
        for (var i = 1; i <= 2; i++)
            await readers.EnsureAsync(new Caller("alice", $"Alice {i}", null, [], Roles.Reader, [], DateTime.UtcNow.AddMinutes(i)), Stop);
        await Get<ReaderStamps>(services, new LiveOptions { StampsATransaction = 2 }).RunAsync(Stop);
    }

    private static async Task FollowAsync(IServiceProvider services, string article)
    {
        var feed = await Get<CommentFeed>(services).OpenAsync(ArticleView.ParseId(article) ?? 0, Stop);
        foreach (var kind in Enum.GetValues<FeedKind>())
            Assert.NotEmpty(await feed!.ReadAsync(kind, 0, 10, Stop)); // the article is there
        using var follower = new EngagementFollower([ArticleView.ParseId(article) ?? 0], seesAll: false, TimeProvider.System);
        await services.GetRequiredService<EngagementChanges>().AddAsync(follower, Stop);
    }

    private static async Task RecountAsync(IServiceProvider services)
    {
        foreach (var repair in (bool[])[false, true])
            Assert.Empty(await services.GetRequiredService<CountsVerifier>().VerifyAsync(repair, null, Stop).ToListAsync(Stop));
    }

    private static async Task GreetAsync(Site site, Action<IServiceCollection> shadow)
    {
        await using var app = ServerHost.Compose(
            [
                "environment=Development", $"contentRoot={site.Server.Folder}", $"Storage:Directory={site.Server.Folder}",
                $"Database:Provider={site.Server.Database.Engine}", $"Database:ConnectionString={site.Server.Database.ConnectionString}",
            ],
            builder => shadow(builder.Services));
        app.Urls.Add("http://127.0.0.1:5080");
        await new Greeting(app).WriteAsync(TextWriter.Null, Stop);
    }

    private static Task ExpireAsync(IServiceProvider services) =>
        Get<ExpiredRows>(services, new RetentionOptions { ChunkSize = 3 }, (ExpiringRows[])
        [
            new ExpiringRows<IdempotencyKey>("IdempotencyKeys", k => k.CreatedAt, TimeSpan.Zero),
            new ExpiringRows<CommitMarker>("CommitMarkers", m => m.CreatedAt, TimeSpan.Zero),
            new ExpiringRows<DailyKey>("DailyKeys", k => k.CreatedAt, TimeSpan.Zero),
            new ExpiringRows<ShareMark>("ShareMarks", m => m.CountedAt, TimeSpan.Zero),
            new ExpiringRows<ShareHour>("ShareHours", h => h.Hour, TimeSpan.Zero),
        ]).DeleteAsync(Stop);

    private static T Get<T>(IServiceProvider services, params object[] otherwise) => ActivatorUtilities.CreateInstance<T>(services, otherwise);
}
