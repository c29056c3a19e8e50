using Engagement.Data;
using Engagement.Server.Tests.Articles;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Writes;

/// <summary>Real losses of real connections; SQLite has none, and SQL Server is not there to be told to.</summary>
public sealed class BrokenConnectionTests
{
    [Fact]
    public async Task Wherever_the_connection_is_lost_the_post_is_acknowledged_and_written_once()
    {
        var connections = new BrokenConnections();
        await using var server = await EngagementServer.StartAsync(Engines.PostgreSql, new ServerSetup
        {
            Settings = ["Live:PollInterval=00:01:00", "Placements:PollInterval=00:10:00"], // its statements would be counted
            Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(connections)),
        });
        var article = await server.RegisterAsync("a");
        var expected = new List<string>();
        do
        {
            connections.BreakBefore(expected.Count);
            expected.Add($"{expected.Count}");
            await server.PostAsync(article, server.Token("alice"), expected[^1]);
        }
        while (connections.HasBroken);
        connections.BreakBefore(int.MaxValue);

        Assert.InRange(expected.Count, 8, 100); // lock, facts, writes, commit, answer: there was something to break
        Assert.Equal(expected, (await server.Database.CommentsAsync()).OrderBy(c => c.Seq).Select(c => c.Body));
        await server.VerifyCountsAsync();
    }

    /// <summary>What a write looks up before its transaction, it must not fail by either.</summary>
    [Theory]
    [InlineData("ticket")]
    [InlineData("register")]
    [InlineData("merge")]
    [InlineData("preview")]
    [InlineData("edit")]
    [InlineData("react")]
    [InlineData("setCommenting")]
    public async Task Wherever_the_connection_is_lost_nothing_is_refused(string what)
    {
        using var press = new Publisher();
        var connections = new BrokenConnections();
        await using var site = await StartAsync(connections, press.Settings);
        var article = await site.ArticleAsync("known");
        var comment = await site.Alice.PostAsync(article, "x");
        await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "__typename", new { articleId = article, state = "OPEN", message = "first" });
        var step = 0;
        do
        {
            await site.ArticleAsync($"from-{step}");
            await site.ArticleAsync($"into-{step}");
            connections.BreakBefore(step);
            Task call = what switch
            {
                "ticket" => site.Alice.DoAsync("postComment", "PostCommentInput", "__typename", new { ticket = press.Sign($"ticket-{step}"), body = "x" }),
                "register" => site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "__typename", new { articles = new[] { new { key = $"new-{step}", url = $"https://news.example/new-{step}", title = "x" } } }),
                "merge" => site.Publisher.DoAsync("mergeArticles", "MergeArticlesInput", "__typename", new { fromKey = $"from-{step}", intoKey = $"into-{step}" }),
                "preview" => site.Alice.QueryAsync("query($input: PostCommentInput!) { previewComment(input: $input) { errors { code } } }", new { input = new { ticket = press.Sign($"ticket-{step}"), body = "x", idempotencyKey = "k" } }),
                "edit" => site.Alice.DoAsync("editComment", "EditCommentInput", "__typename", new { commentId = comment, body = $"{step}" }),
                "react" => site.Bob.DoAsync("reactToComment", "ReactToCommentInput", "__typename", new { commentId = comment, kind = step % 2 == 0 ? "LIKE" : "AGREE" }),
                _ => site.Mod.DoAsync("setCommenting", "SetCommentingInput", "__typename", new { articleId = article, state = "OPEN", message = $"{step}" }),
            };
            await call;
            step++;
        }
        while (connections.HasBroken);
        connections.BreakBefore(int.MaxValue);

        Assert.InRange(step, 3, 100);
        await site.Server.VerifyCountsAsync();
    }

    [Fact]
    public async Task A_ticket_of_a_batch_takes_no_other_post_along_when_a_connection_is_lost()
    {
        using var press = new Publisher();
        var connections = new BrokenConnections();
        await using var site = await StartAsync(connections, press.Settings);
        var article = await site.ArticleAsync("known");
        Person[] people = [.. Enumerable.Range(0, 6).Select(i => site.Person($"reader-{i % 2}"))];
        foreach (var person in people)
            await person.PostAsync(article, "x");
        for (var round = 0; round < 24; round++)
        {
            connections.BreakBefore(round % 12);
            await Task.WhenAll(people.Select(Task (person, i) => i == 0
                ? person.DoAsync("postComment", "PostCommentInput", "__typename", new { ticket = press.Sign($"ticket-{round}"), body = "x" })
                : person.PostAsync(article, $"{round}-{i}")));
        }
        connections.BreakBefore(int.MaxValue);
        await site.Server.VerifyCountsAsync();
    }

    private static Task<Site> StartAsync(BrokenConnections connections, string[] settings) => Site.StartAsync(Engines.PostgreSql, new ServerSetup
    {
        Settings = ["Live:PollInterval=00:01:00", "Placements:PollInterval=00:10:00", .. settings],
        Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(connections)),
    });

    [Fact]
    public async Task Reads_outlast_the_loss_of_every_connection()
    {
        await using var server = await EngagementServer.StartAsync(Engines.PostgreSql);
        var article = await server.RegisterAsync("a");
        await server.PostAsync(article, server.Token("alice"));
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync(server, article))); // opens many
            await server.Database.EndConnectionsAsync();
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync(server, article)));
        }
    }

    /// <summary>
    /// Every kind of read by itself: the first after the loss finds the pool full of lost connections, and nothing else
    /// empties it before.
    /// </summary>
    [Fact]
    public async Task Each_kind_of_read_outlasts_the_loss_of_every_connection()
    {
        await using var site = await Site.StartAsync(Engines.PostgreSql, settings: ["Live:PollInterval=00:01:00", "Placements:PollInterval=00:10:00"]);
        var article = await site.ArticleAsync("an-article", "PUBLISHED", "news");
        var comment = await site.Alice.PostAsync(article, "A comment");
        var reply = await site.Bob.PostAsync(article, "A reply", comment);
        await site.Alice.DoAsync("reactToComment", "ReactToCommentInput", "__typename", new { commentId = reply, kind = "LIKE" });
        await site.Alice.DoAsync("reportComment", "ReportCommentInput", "__typename", new { commentId = reply, reason = "SPAM" });
        await site.Mod.DoAsync("pinComment", "PinCommentInput", "__typename", new { commentId = comment });

        var reader = (await site.Alice.QueryAsync("{ viewer { reader { id } } }")).GetProperty("viewer").GetProperty("reader").GetProperty("id").GetString();

        var ids = new Dictionary<string, string?> { ["article"] = article, ["comment"] = comment, ["reply"] = reply, ["reader"] = reader };
        foreach (var (who, read) in Reads(site))
        {
            var document = ids.Aggregate($"{{ {read} }}", (text, id) => text.Replace($"${id.Key}", $"\"{id.Value}\""));
            var expected = await who.QueryAsync(document);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => who.QueryAsync(document))); // opens many
            await site.Server.Database.EndConnectionsAsync();
            Assert.Equal($"{expected}", $"{await who.QueryAsync(document)}");
        }
    }

    private static IEnumerable<(Person Who, string Read)> Reads(Site site) =>
    [
        (site.Anybody, """articles(by: [{id: $article}, {key: "an-article"}, {url: "https://news.example/an-article"}]) { title }"""),
        (site.Anybody, "node(id: $article) { ... on Article { channels { name } keywords { name } } }"),
        (site.Anybody, "node(id: $article) { ... on Article { pinned { id } } }"),
        (site.Anybody, "node(id: $article) { ... on Article { comments(first: 1) { totalCount nodes { body author { name } replies { nodes { id } } } } } }"),
        (site.Anybody, "node(id: $article) { ... on Article { comments(around: $reply) { nodes { id } } } }"),
        (site.Anybody, "node(id: $article) { ... on Article { comments(filter: {hasReplies: true}) { totalCount nodes { id } } } }"),
        (site.Anybody, "node(id: $article) { ... on Article { changes(after: 0) { version changes { __typename } } } }"),
        (site.Anybody, "comment(id: $comment) { body author { commentCount } }"),
        (site.Anybody, "comment(id: $reply) { ancestors { id } descendants { nodes { id } } }"),
        (site.Alice, "comment(id: $reply) { viewerReaction viewerCan { edit react } }"),
        (site.Alice, "comment(id: $comment) { revisions { body } }"),
        (site.Alice, "viewer { reader { id name } ban { until } }"),
        (site.Alice, "viewer { thread(articleId: $article) { canComment pending { id } reactions { commentId } reported } }"),
        (site.Alice, "viewer { comments { totalCount nodes { id } } }"),
        (site.Alice, """previewComment(input: {articleId: $article, parentId: $comment, body: "b", idempotencyKey: "preview"}) { bodyHtml errors { code } }"""),
        (site.Mod, "moderation { comments(first: 5) { nodes { comment { id } reports { reason } decisions { action } } } }"),
        (site.Mod, "moderation { comments(first: 5, filter: {reported: true}) { nodes { comment { id } } } }"),
        (site.Mod, "moderation { auditTrail(first: 5) { nodes { action actor { name } } } }"),
        (site.Mod, "moderation { reader(id: $reader) { reader { name } reportsAgainst comments(first: 1) { nodes { comment { id } } } } }"),
    ];

    private static Task ReadAsync(EngagementServer server, string article) =>
        server.Client.QueryAsync("query($id: ID!) { article(by: {id: $id}) { engagement { comments } comments { nodes { body author { name } reactions { count } } } } }", new { id = article });
}
