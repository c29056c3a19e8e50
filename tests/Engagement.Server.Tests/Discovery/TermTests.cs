using System.Text.Json;
using Engagement.Articles;
using Engagement.Counts;
using Engagement.Discovery.Terms;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Live;
using Engagement.Server.Tests.Writes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Engagement.Server.Tests.Discovery.Press;

namespace Engagement.Server.Tests.Discovery;

/// <summary>Channels, keywords and companies, and their articles.</summary>
public sealed class TermTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task Each_has_its_public_articles_and_their_number(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.RegisterAsync(
            Article("a", channels: ["news", "world"], keywords: ["war"], companies: ["Acme"]), Article("b", channels: ["news"], companies: ["Acme", "Zeta"]),
            Article("hidden", channels: ["news", "hidden"], keywords: ["hidden"], companies: ["Hidden"], state: "UNPUBLISHED"));

        var data = await site.Anybody.QueryAsync(
            """
            { channels { name } channel(name: "news") { name articles { totalCount nodes { key } } } keyword(name: "war") { name articles { totalCount nodes { key } } }
              company(name: "Acme") { name url articles { totalCount nodes { key } } } }
            """);
        Assert.Equal(["news", "world"], data.GetProperty("channels").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal(("2", "a b"), Of(data, "channel"));
        Assert.Equal(("1", "a"), Of(data, "keyword"));
        Assert.Equal(("2", "a b"), Of(data, "company"));
        Assert.Equal("https://company.example/Acme", data.At("company", "url").GetString());

        foreach (var nothing in (string[])["channel(name: \"hidden\")", "keyword(name: \"hidden\")", "company(name: \"Hidden\")", "channel(name: \"News\")", "channel(name: \"\")", "channel(name: \"a\\u0000b\")"])
            Assert.Equal(JsonValueKind.Null, (await site.Publisher.QueryAsync($"{{ it: {nothing} {{ name }} }}")).GetProperty("it").ValueKind);
    }

    [Theory, EachEngine]
    public async Task They_follow_what_is_said_of_articles(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.RegisterAsync(Article("a", channels: ["x"]), Article("b", channels: ["x"]), Article("c", channels: ["y"]));
        Assert.Equal(("2", "a b"), await ChannelAsync(site, "x"));

        await site.RegisterAsync(Article("a", channels: ["x"], state: "UNPUBLISHED"), Article("c", channels: ["x", "y"]));
        Assert.Equal(("2", "b c"), await ChannelAsync(site, "x"));
        await site.RegisterAsync(Article("a", channels: ["z"]), Article("b", channels: []));
        Assert.Equal((("1", "c"), ("1", "a")), (await ChannelAsync(site, "x"), await ChannelAsync(site, "z")));

        await site.Publisher.DoAsync("mergeArticles", "MergeArticlesInput", "article { id }", new { fromKey = "c", intoKey = "a" });
        Assert.Equal((null, ("1", "a")), (await ChannelAsync(site, "x"), await ChannelAsync(site, "z")));
        var id = await site.ArticleAsync("d", channels: "x");
        await site.Alice.PostAsync(id, "Stays");
        await site.Publisher.DoAsync("mergeArticles", "MergeArticlesInput", "article { id }", new { fromKey = "d", intoKey = "a" });
        Assert.Equal((null, ("1", "a")), (await ChannelAsync(site, "x"), await ChannelAsync(site, "z")));
        Assert.Equal(id, (await site.Anybody.QueryAsync("{ channel(name: \"z\") { articles { nodes { id } } } }")).At("channel", "articles", "nodes")[0].GetProperty("id").GetString());
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task Pages_put_together_are_all_the_newest_first_and_of_one_time_by_id(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        string?[] times = ["2025-01-01T00:00:00Z", null, "2025-01-03T00:00:00.001Z", "2025-01-03T00:00:00Z", "2025-01-01T00:00:00Z", "1969-07-20T20:17:40Z", "2025-01-01T00:00:00Z"];
        await site.RegisterAsync([.. times.Select((t, i) => Article($"a{i}", publishedAt: t, channels: ["c"]))]);

        var all = await PagesAsync(site, 100);
        Assert.Equal(["a1", "a2", "a3"], all.Take(3)); // without a time it counts as of its registration
        Assert.Equal(["a0", "a4", "a6"], all[3..6].Order());
        Assert.Equal(all[3..6], await site.Server.Database.KeysByIdAsync(all[3..6]));
        Assert.Equal("a5", all[^1]);
        foreach (var size in (int[])[1, 2, 3])
            Assert.Equal(all, await PagesAsync(site, size));

        foreach (var arguments in (string[])["first: 101", "after: \"x\"", "after: \"a_zzzzzzzzzzzzz1\""])
            Assert.Equal("INVALID_PAGE", (await site.Server.Client.AskAsync($$"""{ channel(name: "c") { articles({{arguments}}) { totalCount } } }""")).GetProperty("errors")[0].At("extensions", "code").GetString());
    }

    [Theory, EachEngine]
    public async Task Many_registrations_of_the_same_terms_at_once_are_all_counted(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await using var replica = engine == Engines.Sqlite ? null : await site.Server.StartReplicaAsync();
        var press = new[] { site.Publisher, replica is null ? site.Publisher : site.Publisher with { Client = replica.Client } };
        string[] terms = ["one", "two", "three"];

        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => press[i % 2].DoAsync("registerArticles", "RegisterArticlesInput", "created", new
        {
            articles = Enumerable.Range(0, 3).Select(n => Article($"a{i}-{n}", "Same words here", channels: [.. i % 3 == 0 ? terms : terms.Reverse()], keywords: [$"k{i % 4}"])),
        })));

        foreach (var term in terms)
            Assert.Equal("72", (await ChannelAsync(site, term))?.Total);
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task A_recount_finds_what_is_wrong_and_repairs_it(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.RegisterAsync(Article("a", "Some title", channels: ["x"]), Article("b", channels: ["x"]));
        await using (var db = site.Server.Database.OpenContext())
        {
            await db.Set<Term>().Where(t => t.Value == "x").ExecuteUpdateAsync(t => t.SetProperty(p => p.Articles, 7), Cancel);
            var words = db.Set<Term>().Where(t => t.Value == "title").Select(t => t.Id);
            await db.Set<TermArticle>().Where(t => words.Contains(t.TermId)).ExecuteDeleteAsync(Cancel);
        }
        var verifier = site.Server.Services.GetRequiredService<CountsVerifier>();

        var found = await verifier.VerifyAsync(repair: false, null, Cancel).ToListAsync(Cancel);
        Assert.Equal(["a terms", "Word title articles", "Channel x articles"], found.Select(m => $"{m.Article} {m.What}").OrderDescending(StringComparer.Ordinal));
        await verifier.VerifyAsync(repair: true, null, Cancel).ToListAsync(Cancel);
        await verifier.VerifyAsync(repair: true, null, Cancel).ToListAsync(Cancel);
        Assert.Empty(await verifier.VerifyAsync(repair: false, null, Cancel).ToListAsync(Cancel));
        Assert.Equal(("2", "a b"), await ChannelAsync(site, "x"));
    }

    /// <summary>What a version before terms registered, changed and merged.</summary>
    [Theory, EachEngine]
    public async Task What_an_older_version_left_out_is_filled_in(string engine)
    {
        await using var site = await Site.StartAsync(engine, settings: "Transport:KeptAnswers=0"); // it is changed past the versions
        await site.RegisterAsync(Article("a", channels: ["x"]), Article("b", channels: ["x"]), Article("c", channels: ["x"]), Article("d", channels: ["x"], state: "UNPUBLISHED"));
        await using (var db = site.Server.Database.OpenContext())
        {
            await db.Set<TermArticle>().ExecuteDeleteAsync(Cancel);
            await db.Set<ArticleIndexing>().ExecuteDeleteAsync(Cancel);
            await db.Set<Term>().Where(t => t.Facet != Facet.All).ExecuteDeleteAsync(Cancel);
            await db.Set<Term>().ExecuteUpdateAsync(t => t.SetProperty(p => p.Articles, 0), Cancel);
        }
        await site.Server.VerifyCountsAsync(); // it will be done: not a wrong count

        var missing = site.Server.Services.GetRequiredService<MissingTerms>();
        Assert.Equal(4, await missing.FillAsync(Cancel));
        Assert.Equal(0, await missing.FillAsync(Cancel));
        Assert.Equal(("3", "a b c"), await ChannelAsync(site, "x"));

        await using (var db = site.Server.Database.OpenContext())
            await db.Database.ExecuteSqlRawAsync("""UPDATE "Articles" SET "State" = 2, "SettingsVersion" = "SettingsVersion" + 1 WHERE "Key" = 'b'""", Cancel);
        Assert.Equal("a c", (await ChannelAsync(site, "x"))?.Keys); // it is not shown before either
        Assert.Equal(1, await missing.FillAsync(Cancel));
        Assert.Equal(("2", "a c"), await ChannelAsync(site, "x"));
        await site.Server.VerifyCountsAsync();

        await using (var db = site.Server.Database.OpenContext())
        {
            await db.Set<Article>().ExecuteUpdateAsync(a => a.SetProperty(p => p.ChangedAt, DateTime.UtcNow.AddHours(-2)), Cancel);
            await db.Set<ArticleIndexing>().ExecuteDeleteAsync(Cancel);
        }
        Assert.Equal(0, await missing.FillAsync(Cancel)); // only what changed is looked at again
    }

    private static async Task<(string Total, string Keys)?> ChannelAsync(Site site, string name)
    {
        var data = await site.Anybody.QueryAsync("query($name: String!) { channel(name: $name) { articles(first: 100) { totalCount nodes { key } } } }", new { name });
        return data.GetProperty("channel").ValueKind == JsonValueKind.Null ? null : Of(data, "channel");
    }

    private static (string Total, string Keys) Of(JsonElement data, string field) =>
        ($"{data.At(field, "articles", "totalCount")}", string.Join(' ', data.At(field, "articles", "nodes").Keys()!.Order()));

    private static async Task<List<string>> PagesAsync(Site site, int size)
    {
        var all = new List<string>();
        for (string? after = null; ;)
        {
            var page = (await site.Anybody.QueryAsync(
                "query($size: Int, $after: String) { channel(name: \"c\") { articles(first: $size, after: $after) { totalCount edges { cursor node { key } } nodes { key } pageInfo { hasNextPage endCursor } } } }",
                new { size, after })).At("channel", "articles");
            Assert.Equal(7, page.GetProperty("totalCount").GetInt32());
            all.AddRange(page.GetProperty("nodes").Keys()!);
            if (!page.At("pageInfo", "hasNextPage").GetBoolean())
                return all;
            after = page.At("pageInfo", "endCursor").GetString();
        }
    }
}

internal static class ArticleIds
{
    /// <summary>The keys by their articles' ids, the highest first.</summary>
    public static async Task<List<string>> KeysByIdAsync(this TestDatabase database, IEnumerable<string> keys)
    {
        await using var db = database.OpenContext();
        return await db.Set<Engagement.Articles.Article>().Where(a => keys.Contains(a.Key)).OrderByDescending(a => a.Id).Select(a => a.Key).ToListAsync(TestContext.Current.CancellationToken);
    }
}
