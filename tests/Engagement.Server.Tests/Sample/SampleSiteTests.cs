using Engagement.Articles;
using Engagement.Server.Sample;
using Engagement.Server.Tests.Commands;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Sample;

public sealed class SampleSiteTests
{
    [Fact]
    public async Task The_page_and_its_nine_headlines_are_loaded_once()
    {
        await using var database = await ArticleDatabase.CreateAsync(Engines.Sqlite);
        Assert.True(await database.Sample.LoadOnceAsync(TestContext.Current.CancellationToken));
        Assert.False(await database.Sample.LoadOnceAsync(TestContext.Current.CancellationToken));

        var keys = await database.ReadAsync(a => a.Select(x => x.Key));
        Assert.Equal(10, keys.Count);
        var terms = await database.TermsAsync(SampleSite.MainKey);
        Assert.Equal(
            ["Channel artificial intelligence", "Channel retail banking", "Channel devops", "Channel wholesale banking", "Keyword innovation", "Keyword legal", "Company Sberbank"],
            terms.Take(7));
        Assert.Equal(
            keys.Where(k => k != SampleSite.MainKey).Select(k => $"Related {k}").Order(StringComparer.Ordinal),
            terms.Skip(7).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_site_with_an_article_is_left_alone()
    {
        await using var database = await ArticleDatabase.CreateAsync(Engines.Sqlite);
        await database.Register.RunAsync([new ArticleInput { Key = "own", Url = "https://own.example/", Title = "Own" }], TestContext.Current.CancellationToken);
        Assert.False(await database.Sample.LoadOnceAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["own"], await database.ReadAsync(a => a.Select(x => x.Key)));
    }
}
