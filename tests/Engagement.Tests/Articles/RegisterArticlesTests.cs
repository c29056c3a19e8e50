using Engagement.Articles;
using Engagement.Graph;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Tests.Articles;

public sealed class RegisterArticlesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_same_content_again_writes_nothing_and_moves_no_version()
    {
        var article = Site.Input("same") with { Channels = ["a", "b"], Keywords = ["k"], PublishedAt = site.Clock.GetUtcNow().UtcDateTime };
        Assert.Equal(ArticleChange.Created, Only(await site.RegisterAsync(article)).Change);
        var first = await site.FindAsync("same");
        site.ForgetStatements();
        Assert.Equal(ArticleChange.Unchanged, Only(await site.RegisterAsync(article)).Change);
        var second = await site.FindAsync("same");

        Assert.Equal((1, 1, 1), (first!.Version, first.ContentVersion, first.SettingsVersion));
        Assert.Equal((first.Version, first.ChangedAt), (second!.Version, second.ChangedAt));
        Assert.DoesNotContain(site.Statements, text => text.Contains("INSERT") || text.Contains("UPDATE") || text.Contains("DELETE"));
    }

    [Fact]
    public async Task A_change_of_a_field_or_a_list_replaces_what_was_said_before_and_raises_the_version()
    {
        await site.RegisterAsync(Site.Input("change") with { Channels = ["a", "b", "c"], Companies = [new CompanyInput { Name = "x" }] });
        var changed = Only(await site.RegisterAsync(Site.Input("change") with { Title = "Other", Channels = ["b", "c"], Companies = [new CompanyInput { Name = "x", Url = "https://x.example" }], Authors = ["Y"] }));
        Assert.Equal(ArticleChange.Changed, changed.Change);
        var row = await site.FindAsync("change");
        Assert.Equal(("Other", 2, 2), (row!.Title, row.Version, row.SettingsVersion));
        Assert.Equal(["Channel 0 b ", "Channel 1 c ", "Company 0 x https://x.example/", "Author 0 Y "], await TermsAsync(row.Id));
        Assert.Equal(2, changed.Row.Version);
    }

    [Fact]
    public async Task A_bad_article_is_refused_and_the_others_go_in()
    {
        var outcome = await site.RegisterAsync(Site.Input("good1"), Site.Input("bad") with { Title = "", Url = "x" }, Site.Input("good2"));
        Assert.Equal([true, false, true], outcome.Articles.Select(a => a is not null));
        Assert.Equal(["articles.1.url", "articles.1.title"], Paths(outcome));
        Assert.NotNull(await site.FindAsync("good2"));
        Assert.Null(await site.FindAsync("bad"));
    }

    [Fact]
    public async Task The_same_key_twice_in_a_call_refuses_the_second()
    {
        var outcome = await site.RegisterAsync(Site.Input("twice"), Site.Input("twice", "https://news.example/other"));
        Assert.Equal([true, false], outcome.Articles.Select(a => a is not null));
        var error = Assert.IsType<InvalidInput>(Assert.Single(outcome.Errors));
        Assert.Equal((InputProblem.Taken, "articles.1.key"), (error.Problem, Paths(outcome).Single()));
    }

    [Theory]
    [InlineData("https://news.example/owned")]
    [InlineData("HTTPS://NEWS.EXAMPLE/owned")]
    public async Task An_address_of_another_article_is_taken(string url)
    {
        await site.RegisterAsync(Site.Input("owner", "https://news.example/owned"));
        var outcome = await site.RegisterAsync(Site.Input("free"), Site.Input("thief", url));
        var error = Assert.IsType<InvalidInput>(Assert.Single(outcome.Errors));
        Assert.Equal((InputProblem.Taken, "articles.1.url"), (error.Problem, Paths(outcome).Single()));
        Assert.Null(await site.FindAsync("thief"));
    }

    [Fact]
    public async Task Articles_exchange_their_addresses_in_one_call()
    {
        await site.RegisterAsync(Site.Input("x"), Site.Input("y"), Site.Input("z"));
        var outcome = await site.RegisterAsync(
            Site.Input("x", "https://news.example/y"), Site.Input("y", "https://news.example/z"),
            Site.Input("z", "https://news.example/elsewhere"), Site.Input("new", "https://news.example/x"));
        Assert.Empty(outcome.Errors);
        outcome = await site.RegisterAsync(Site.Input("x", "https://news.example/z"), Site.Input("y", "https://news.example/y"));
        Assert.Empty(outcome.Errors);
        foreach (var (key, url) in new[] { ("x", "z"), ("y", "y"), ("z", "elsewhere"), ("new", "x") })
        {
            var row = await site.FindAsync(key);
            Assert.Equal(($"https://news.example/{url}", ArticleUrl.Hash($"https://news.example/{url}")), (row!.Url, row.UrlHash));
        }
    }

    [Fact]
    public async Task Keys_compare_exactly()
    {
        var outcome = await site.RegisterAsync(Site.Input("Exact"), Site.Input("exact"), Site.Input("e\u0301xact"), Site.Input("\u00e9xact"));
        Assert.Equal(4, outcome.Count(ArticleChange.Created));
    }

    [Theory]
    [InlineData(0, InputProblem.Missing, null)]
    [InlineData(201, InputProblem.TooMany, 200)]
    public async Task A_call_has_1_to_200_articles(int count, InputProblem problem, int? limit)
    {
        var outcome = await site.RegisterAsync([.. Enumerable.Range(0, count).Select(i => Site.Input($"many{i}"))]);
        var error = Assert.IsType<InvalidInput>(Assert.Single(outcome.Errors));
        Assert.Equal((problem, limit), (error.Problem, error.Limit));
        Assert.Equal(["articles"], error.Path);
        Assert.Empty(outcome.Articles);
        Assert.Null(await site.FindAsync("many0"));
    }

    [Fact]
    public async Task Two_hundred_articles_with_full_lists_go_in_at_once()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"n{i}")];
        var outcome = await site.RegisterAsync([.. Enumerable.Range(0, 200).Select(i => Site.Input($"full{i}") with { Channels = names, Keywords = names, Related = names })]);
        Assert.Equal(200, outcome.Count(ArticleChange.Created));
    }

    [Fact]
    public async Task A_key_put_in_after_the_look_up_is_locked_and_changed()
    {
        var raced = false;
        site.AfterStatement = async command =>
        {
            if (raced || !command.CommandText.Contains("\"Key\" IN"))
                return;
            raced = true;
            await site.RegisterAsync(Site.Input("raced"));
        };
        var outcome = await site.RegisterAsync(Site.Input("beside"), Site.Input("raced") with { Title = "Second" });
        site.AfterStatement = null;

        Assert.True(raced);
        Assert.Equal([ArticleChange.Created, ArticleChange.Changed], outcome.Articles.Select(a => a?.Change));
        Assert.Equal(("Second", 2), ((await site.FindAsync("raced"))!.Title, outcome.Articles[1]!.Row.Version));
    }

    [Fact]
    public async Task A_duplicate_at_the_insert_runs_the_call_again()
    {
        var raced = false;
        site.BeforeStatement = async command =>
        {
            if (raced || !command.CommandText.Contains("INSERT INTO \"Articles\""))
                return;
            raced = true;
            await command.ExecuteNonQueryAsync(Site.Cancel);
        };
        var outcome = await site.RegisterAsync(Site.Input("duplicate"));
        site.BeforeStatement = null;

        Assert.True(raced);
        Assert.Equal(ArticleChange.Created, Only(outcome).Change);
        Assert.Equal(1, (await site.FindAsync("duplicate"))!.Version);
    }

    [Fact]
    public async Task Of_two_articles_that_an_older_version_left_at_one_page_each_can_move_and_neither_gets_the_URL_of_the_other()
    {
        await TwinsAsync("twin", "twins");
        var outcome = await site.RegisterAsync(Site.Input("twins", "https://news.example/twin"), Site.Input("beside-twins"));
        var error = Assert.IsType<InvalidInput>(Assert.Single(outcome.Errors));
        Assert.Equal((InputProblem.Taken, "articles.0.url"), (error.Problem, Paths(outcome).Single()));
        Assert.NotNull(outcome.Articles[1]);
        Assert.Empty((await site.RegisterAsync(Site.Input("twin", "http://news.example/twin"), Site.Input("twins", "https://news.example/twin"))).Errors);

        Assert.Empty((await site.RegisterAsync(Site.Input("twins", "https://news.example/moved-twin"))).Errors);
        Assert.Empty((await site.RegisterAsync(Site.Input("twin", "https://news.example/twin"))).Errors);
    }

    [Fact]
    public async Task A_URL_that_is_taken_is_told_with_who_has_it_and_how_to_get_it()
    {
        await site.RegisterAsync(Site.Input("imported", "https://news.example/imported"));
        var error = Assert.Single((await site.RegisterAsync(Site.Input("cms-1", "http://news.example/imported/"))).Errors);
        Assert.Contains("\"imported\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("mergeArticles", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Two articles at http and https of one page, as they could be registered before addresses.</summary>
    private async Task TwinsAsync(string one, string other)
    {
        await site.RegisterAsync(Site.Input(one), Site.Input(other));
        var url = $"http://news.example/{one}";
        await using (var db = await site.Contexts.CreateDbContextAsync(Site.Cancel))
        {
            await db.Set<ArticleAddress>().ExecuteDeleteAsync(Site.Cancel);
            await db.Set<Article>().Where(a => a.Key == other).ExecuteUpdateAsync(u => u.SetProperty(a => a.Url, url).SetProperty(a => a.UrlHash, ArticleUrl.Hash(url)), Site.Cancel);
        }
        await site.Missing.FillAsync(Site.Cancel);
    }

    private async Task<List<string>> TermsAsync(long articleId)
    {
        await using var db = await site.Contexts.CreateDbContextAsync(Site.Cancel);
        var terms = await db.Set<ArticleTerm>().Where(t => t.ArticleId == articleId).OrderBy(t => t.Kind).ThenBy(t => t.Position).ToListAsync(Site.Cancel);
        return terms.ConvertAll(t => $"{t.Kind} {t.Position} {t.Value} {t.Url}");
    }

    private static RegisteredArticle Only(RegisteredArticles outcome) => Assert.Single(outcome.Articles)!;

    private static IEnumerable<string> Paths(RegisteredArticles outcome) => outcome.Errors.Select(e => string.Join('.', e.Path!));
}
