using Engagement.Comments;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Writes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Articles;

/// <summary>Reactions to an article itself.</summary>
public sealed class ArticleReactionTests
{
    private const string Input = "ReactToArticleInput", Remove = "RemoveArticleReactionInput";
    private const string Counts = "article { version engagement { comments reactions { kind count } } }";

    [Theory, EachEngine]
    public async Task A_second_reaction_replaces_the_first_and_the_same_again_changes_nothing(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();

        Assert.Equal("""[{"kind":"LIKE","count":1}]""", await ReactAsync(site.Alice, article, "LIKE"));
        Assert.Equal("""[{"kind":"LIKE","count":1},{"kind":"AGREE","count":1}]""", await ReactAsync(site.Bob, article, "AGREE"));
        Assert.Equal("""[{"kind":"AGREE","count":2}]""", await ReactAsync(site.Alice, article, "AGREE"));
        var version = await site.VersionAsync(article);
        Assert.Equal("""[{"kind":"AGREE","count":2}]""", await ReactAsync(site.Alice, article, "AGREE"));
        Assert.Equal(version, await site.VersionAsync(article));
        var removed = await site.Alice.DoAsync("removeArticleReaction", Remove, Counts, new { articleId = article });
        Assert.Equal("""[{"kind":"AGREE","count":1}]""", removed.GetProperty("article").GetProperty("engagement").GetProperty("reactions").GetRawText());
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task It_is_no_reaction_to_a_comment_and_no_comment(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var comment = await site.Alice.PostAsync(article, "One");
        await ReactAsync(site.Bob, article, "LIKE");

        var data = await site.Bob.QueryAsync(
            "query($id: ID!) { article(by: {id: $id}) { viewerReaction engagement { comments participants } comments { nodes { id reactions { count } viewerReaction } } } }", new { id = article });
        Assert.Equal(
            $$$"""{"viewerReaction":"LIKE","engagement":{"comments":1,"participants":1},"comments":{"nodes":[{"id":"{{{comment}}}","reactions":[],"viewerReaction":null}]}}""",
            data.GetProperty("article").GetRawText());
    }

    [Theory, EachEngine]
    public async Task It_is_refused_with_a_reason(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        await ReactAsync(site.Alice, article, "LIKE");
        var reader = (await site.Alice.QueryAsync("{ viewer { reader { id } } }")).GetProperty("viewer").GetProperty("reader").GetProperty("id").GetString();

        Assert.Equal("NOT_FOUND", (await site.Bob.RefusedAsync("reactToArticle", Input, new { articleId = "art_nothing", kind = "LIKE" })).GetProperty("code").GetString());
        await site.ArticleAsync("an-article", "UNPUBLISHED");
        Assert.Equal("NOT_FOUND", (await site.Bob.RefusedAsync("reactToArticle", Input, new { articleId = article, kind = "LIKE" })).GetProperty("code").GetString());
        await site.ArticleAsync();
        await site.Mod.DoAsync("banReader", "BanReaderInput", "__typename", new { readerId = reader, reason = "SPAM" });
        Assert.Equal("BANNED", (await site.Alice.RefusedAsync("removeArticleReaction", Remove, new { articleId = article })).GetProperty("code").GetString());
    }

    [Theory, EachEngine]
    public async Task Many_at_once_are_all_counted(string engine)
    {
        const int Many = 60;
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var readers = await site.ReadersAsync(Many);
        await Task.WhenAll(readers.Select(r => ReactAsync(r, article, "INSIGHTFUL")));

        Assert.Equal($$"""[{"kind":"INSIGHTFUL","count":{{Many}}}]""", await ReactAsync(readers[0], article, "INSIGHTFUL"));
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task Merged_articles_have_the_reactions_of_both_one_of_each_reader(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (from, into) = (await site.ArticleAsync("from"), await site.ArticleAsync("into"));
        await ReactAsync(site.Alice, from, "LIKE");
        await ReactAsync(site.Bob, from, "LIKE");
        await ReactAsync(site.Bob, into, "AGREE");

        await site.MergeAsync("from", "into");
        Assert.Equal("""[{"kind":"LIKE","count":1},{"kind":"AGREE","count":1}]""", await ReactAsync(site.Bob, from, "AGREE"));
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task A_wrong_tally_is_found_and_repaired(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        await ReactAsync(site.Alice, article, "LIKE");
        await using (var db = site.Server.Database.OpenContext())
            await db.Set<ArticleTally>().ExecuteUpdateAsync(set => set.SetProperty(t => t.Likes, 5), TestContext.Current.CancellationToken);

        var mismatch = Assert.Single(await site.Server.RepairCountsAsync());
        Assert.Equal(("Like", "5", "1"), (mismatch.What, mismatch.Stored, mismatch.Counted));
        await site.Server.VerifyCountsAsync();
    }

    private static async Task<string> ReactAsync(Person person, string article, string kind) =>
        (await person.DoAsync("reactToArticle", Input, Counts, new { articleId = article, kind }))
            .GetProperty("article").GetProperty("engagement").GetProperty("reactions").GetRawText();
}
