using Engagement.Articles;
using Engagement.Data;
using Engagement.Discovery.Terms;
using Engagement.Live;
using Engagement.Server.Hosting;
using Engagement.Server.Import;
using Engagement.Server.Sample;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Server.Tests.Commands;

/// <summary>A database without a server: what a command works on.</summary>
internal sealed class ArticleDatabase : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;

    private ArticleDatabase(TestDatabase database)
    {
        _database = database;
        var engine = DatabaseSetup.Engines.Single(e => e.Name == database.Engine);
        _services = new ServiceCollection()
            .AddLogging().AddSingleton(TimeProvider.System)
            .AddDbContextFactory<EngagementDbContext>(options => engine.Configure(options, database.ConnectionString))
            .AddSingleton(engine.Dialect)
            .AddSingleton<WriteOptions>().AddSingleton<RetentionOptions>().AddSingleton<WriteTransactions>().AddSingleton<KnownVersions>()
            .AddSingleton<TermChanges>().AddSingleton<IArticleIndex, TermIndex>().AddSingleton<DescribeChannel>()
            .AddSingleton<ArticleWrites>().AddSingleton<NamedArticles>().AddSingleton<RegisterArticles>()
            .AddSingleton<ArticlesImport>().AddSingleton(new SiteOptions()).AddSingleton<SiteDays>().AddSingleton<SampleCampaigns>().AddSingleton<SampleSite>()
            .BuildServiceProvider();
    }

    public RegisterArticles Register => _services.GetRequiredService<RegisterArticles>();
    public ArticlesImport Import => _services.GetRequiredService<ArticlesImport>();
    public SampleSite Sample => _services.GetRequiredService<SampleSite>();

    /// <summary>Skips the test where the engine is not there.</summary>
    public static async Task<ArticleDatabase> CreateAsync(string engine) => new(await TestDatabase.CreateAsync(engine));

    public async Task<List<T>> ReadAsync<T>(Func<IQueryable<Article>, IQueryable<T>> query)
    {
        await using var db = _database.OpenContext();
        return await query(db.Set<Article>()).ToListAsync();
    }

    public async Task<List<string>> TermsAsync(string key)
    {
        await using var db = _database.OpenContext();
        var terms = await db.Set<ArticleTerm>().Where(t => db.Set<Article>().Any(a => a.Id == t.ArticleId && a.Key == key))
            .OrderBy(t => t.Kind).ThenBy(t => t.Position).ToListAsync();
        return terms.ConvertAll(t => $"{t.Kind} {t.Value}");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }
}
