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

    [Theory, EachEngine]
    public async Task A_started_server_shows_the_line_of_the_channel_and_the_nine_headlines_in_the_pages_order(string engine)
    {
        await using var server = await EngagementServer.StartAsync(engine, new ServerSetup { Settings = ["Database:SampleSite=true"] });
        var data = await server.Client.QueryAsync(
            "{ article(by: {key: \"sberbank-china-ai\"}) { channels { name description } related(first: 20) { title } } channel(name: \"artificial intelligence\") { description articles { totalCount nodes { key } } } }");

        var channel = data.GetProperty("channel");
        Assert.Equal("News and resources on artificial intelligence systems, innovations and initiatives worldwide.", channel.GetProperty("description").GetString());
        Assert.Equal(channel.GetProperty("description").GetString(), data.GetProperty("article").GetProperty("channels")[0].GetProperty("description").GetString());
        Assert.Equal(SampleSite.MainKey, channel.GetProperty("articles").GetProperty("nodes")[0].GetProperty("key").GetString());
        Assert.Equal(
            [
                "Russia urges Brics countries to develop cross-border alternative to Swift", "Russia cancels AmEx subsidiary's banking licence",
                "Russia-linked fintechs hit with US sanctions", "Russia begins digital ruble pilot", "Sberbank launches mobile remittances to China",
                "Russian supermarket chain rolls out pay-with-face technology", "Sberbank becomes Sber and starts building home electronics",
                "Russian store goes cashierless with Sberbank and Visa", "Sberbank and Google organise Hangouts for businesses working remotely",
            ],
            data.GetProperty("article").GetProperty("related").EnumerateArray().Select(a => a.GetProperty("title").GetString()));
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
