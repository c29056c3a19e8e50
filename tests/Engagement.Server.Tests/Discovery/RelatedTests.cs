using System.Text.Json;
using Engagement.Discovery.Related;
using Engagement.Discovery.Terms;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static Engagement.Server.Tests.Discovery.Press;

namespace Engagement.Server.Tests.Discovery;

/// <summary>What is shown beside an article.</summary>
public sealed class RelatedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task The_editors_list_comes_first_in_its_order_as_far_as_it_names_public_articles(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.RegisterAsync(
            Article("c"), Article("b"), Article("went"), Article("stays"), Article("hidden", state: "UNPUBLISHED"),
            Article("alike", companies: ["Acme"]), Article("main", companies: ["Acme"], related: ["c", "unknown", "went", "hidden", "main", "b", "stays"]));
        await site.MergeAsync("went", "stays");

        Assert.Equal(["c", "stays", "b", "alike"], await RelatedAsync(site, "main", 20));
        Assert.Equal(["c", "stays", "b", "alike"], await RelatedAsync(site, "main", 20, site.Publisher)); // staff are shown no more
        Assert.Equal(["c", "stays"], await RelatedAsync(site, "main", 2));
        Assert.Equal([], await RelatedAsync(site, "main", 0));
        Assert.Equal(["main"], await RelatedAsync(site, "alike", 5));

        await site.RegisterAsync(Article("c", state: "UNPUBLISHED"));
        Assert.Equal(["stays", "b", "alike"], await RelatedAsync(site, "main", 5)); // at once, kept or not
    }

    [Theory, EachEngine]
    public async Task A_company_in_a_title_counts_as_one_that_is_filed(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.RegisterAsync(
            Article("filed", "Quarterly results", companies: ["Bank of Acme"]), Article("named", "Why the Bank of Acme's chief left"), Article("both", "Acme is a bank: of course"),
            Article("other", "Nothing in common"));

        Assert.Equal(["named"], await RelatedAsync(site, "filed", 5));
        Assert.Equal(["filed"], await RelatedAsync(site, "named", 5));
        Assert.Equal([], await RelatedAsync(site, "other", 5));
    }

    [Theory, EachEngine]
    public async Task Any_list_is_that_of_the_plain_formula(string engine)
    {
        await using var site = await Site.StartAsync(engine, settings: "Transport:KeptAnswers=0");
        var random = new Random(20250102);
        var articles = Enumerable.Range(0, 80).Select(i => Draw(i, random)).ToList();
        await site.RegisterAsync([.. articles.Select(a => Article(
            a.Key, string.Join(' ', a.Words), a.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), a.Channels, a.Keywords, a.Companies))]);

        var shown = 0;
        foreach (var article in articles)
        {
            var scores = articles.Where(a => a != article).ToDictionary(a => a.Key, a => Score(articles, article, a));
            var expected = scores.Values.Where(s => s >= 4).OrderDescending().Take(20).ToList();
            var related = await RelatedAsync(site, article.Key, 20);
            Assert.Equal(expected.Count, related!.Count);
            Assert.Equal(related.Count, related.Distinct().Count());
            foreach (var (score, key) in expected.Zip(related))
                Assert.Equal(score, scores[key], 9);
            shown += related.Count;
        }
        Assert.True(shown > articles.Count, $"Only {shown} were related at all.");
    }

    [Theory, EachEngine]
    public async Task Of_a_term_with_very_many_articles_the_newest_are_looked_at(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        const int Many = RelatedCandidates.Most + 50;
        foreach (var chunk in Enumerable.Range(0, Many * 7).Chunk(200))
            await site.RegisterAsync([.. chunk.Select(i => Article($"a{i}", publishedAt: $"2025-01-01T00:{i / 60:00}:{i % 60:00}Z", keywords: i < Many ? ["k"] : [], channels: i is Many - 1 or 0 ? ["rare"] : []))]);

        var related = await RelatedAsync(site, $"a{Many - 1}", 20);
        Assert.Equal("a0", related![0]); // the rarest term comes first, and it shares both
        Assert.Equal(Enumerable.Range(2, 19).Select(n => $"a{Many - n}"), related.Skip(1));
    }

    [Theory, EachEngine]
    public async Task If_it_cannot_be_read_it_is_null_and_the_article_is_there(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.RegisterAsync(Article("a", "Title"));
        await using (var db = site.Server.Database.OpenContext())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"TermArticles\" RENAME TO \"Away\"", Cancel);

        var answer = await site.Server.Client.AskAsync("{ article(by: {key: \"a\"}) { title related { key } } }");
        Assert.Equal("""{"title":"Title","related":null}""", answer.At("data", "article").GetRawText());
        Assert.Single(site.Server.Logs.Lines, l => l.Text.Contains("RelatedArticles[150]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_than_twenty_are_refused()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite);
        await site.RegisterAsync(Article("a"));
        foreach (var first in (int[])[-1, 21])
            Assert.Equal("INVALID_PAGE", (await site.Server.Client.AskAsync($$"""{ article(by: {key: "a"}) { related(first: {{first}}) { key } } }""")).GetProperty("errors")[0].At("extensions", "code").GetString());
    }

    private static async Task<IReadOnlyList<string>?> RelatedAsync(Site site, string key, int first, Person? who = null) =>
        (await (who ?? site.Anybody).QueryAsync("query($key: String!, $first: Int!) { article(by: {key: $key}) { related(first: $first) { key } } }", new { key, first }))
            .At("article", "related").Keys();

    private static Drawn Draw(int i, Random random)
    {
        string[] Some(string[] of, int most) => [.. of.OrderBy(_ => random.Next()).Take(random.Next(most + 1))];
        return new Drawn(
            $"a{i}", new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(random.Next(3 * 365 * 24)),
            [.. Enumerable.Range(0, 4).Select(n => $"channel {n}").OrderBy(_ => random.Next()).Take(random.Next(3))], Some([.. Enumerable.Range(0, 12).Select(n => $"keyword {n}")], 3),
            Some(["Acme Bank", "Zeta", "Omicron Pay", "Unnamed"], 2),
            [$"number{i}", .. Some(["acme", "bank", "zeta", "omicron", "pay", "grows", "shrinks", "opens", "closes", "licence", "crypto", "Acme Bank"], 5)]);
    }

    /// <summary>The formula of the contract, from what the publisher said.</summary>
    private static double Score(List<Drawn> all, Drawn one, Drawn other)
    {
        var sum = one.Channels.Intersect(other.Channels).Sum(c => Part(1, all.Count(a => a.Channels.Contains(c))))
            + one.Keywords.Intersect(other.Keywords).Sum(k => Part(2, all.Count(a => a.Keywords.Contains(k))))
            + one.Folded.Intersect(other.Folded).Sum(w => Part(1, all.Count(a => a.Folded.Contains(w))))
            + all.SelectMany(a => a.Companies).Distinct().Where(c => IsAbout(one, c) && IsAbout(other, c)).Sum(c => Part(4, Math.Max(
                all.Count(a => a.Companies.Contains(c)),
                c.ToLowerInvariant().Split(' ').Select(w => all.Count(a => a.Folded.Contains(w))).Where(n => n > 0).DefaultIfEmpty(0).Min())));
        return sum * Math.Pow(2, -Math.Abs((one.At - other.At).TotalDays) / 365);

        double Part(double weight, int df) => df > 5 && df > 0.2 * all.Count ? 0 : weight * Math.Log(1 + (all.Count / (double)df));
        static bool IsAbout(Drawn article, string company) => article.Companies.Contains(company) || $" {string.Join(' ', article.Words)} ".Contains($" {company} ", StringComparison.OrdinalIgnoreCase);
    }

    private sealed record Drawn(string Key, DateTime At, string[] Channels, string[] Keywords, string[] Companies, string[] Words)
    {
        public IReadOnlyList<string> Folded { get; } = TitleWords.Of(string.Join(' ', Words));
    }
}
