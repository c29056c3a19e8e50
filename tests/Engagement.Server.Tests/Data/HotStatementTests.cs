using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Live;
using Engagement.Moderation;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Data;

/// <summary>What the server sends for what is asked of it all day, and what its workers send, reads no table that grows from end to end.</summary>
public sealed class HotStatementTests
{
    /// <summary>Articles of the site before it is made large.</summary>
    private const int Articles = 20;

    private const string Comment = "fragment c on Comment { id bodyHtml version author { name commentCount } reactions { kind count } viewerReaction viewerCan { edit } revisions { body } parent { id } inReplyTo { id } ancestors { id } }";

    private static readonly string[] Lists = ["orderBy: NEWEST", "orderBy: OLDEST", "orderBy: TOP", "orderBy: MOST_REPLIES", "filter: {isStaff: false, hasReplies: true}"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task None_scans_a_table_that_grows(string engine)
    {
        Assert.SkipWhen(engine == Engines.SqlServer, "Its plans are not read.");
        var plans = new StatementPlans(engine);
        await using var site = await StartAsync(engine, plans);
        var some = await FillAsync(site);
        await GrownDatabase.GrowAsync(site.Server.Database);
        plans.Listen();

        var findings = new List<string>();
        foreach (var (what, act) in Acts(site, some))
        {
            plans.Take();
            await act();
            var sent = plans.Take();
            Assert.True(sent.Count > 0, $"{what} sends nothing");
            findings.AddRange(sent.Where(p => PlanRules.Scans(p).Count > 0).Select(p => $"{what}: {string.Join("; ", PlanRules.Scans(p))}{Environment.NewLine}{p}").Distinct());
        }
        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }

    [Theory, EachEngine]
    public async Task A_scan_would_be_seen(string engine)
    {
        Assert.SkipWhen(engine == Engines.SqlServer, "Its plans are not read.");
        var plans = new StatementPlans(engine);
        await using var site = await StartAsync(engine, plans);
        plans.Listen();
        await using var db = await site.Server.Services.GetRequiredService<IDbContextFactory<EngagementDbContext>>().CreateDbContextAsync(Cancel);
        foreach (var query in (IQueryable<object>[])
        [
            db.Set<Comment>().Where(c => c.Body == "x"),
            db.Set<Comment>().OrderBy(c => c.Likes).Take(1),
            db.Set<Article>().Where(a => db.Set<Comment>().Any(c => c.ArticleId == a.Id && c.Body == "x")),
            db.Set<Comment>().OrderBy(c => c.CreatedAt),
        ])
        {
            plans.Take();
            await query.AsNoTracking().ToListAsync(Cancel);
            Assert.Contains(plans.Take(), p => PlanRules.Scans(p).Count > 0);
        }
    }

    private static IEnumerable<(string What, Func<Task> Act)> Acts(Site site, Some some)
    {
        foreach (var list in Lists)
        {
            yield return ($"a page of a thread, {list}", () => site.Alice.QueryAsync(
                $$"""query($id: ID!) { article(by: {id: $id}) { commenting { state } pinned { id } comments(first: 20, {{list}}) { totalCount pageInfo { endCursor } nodes { ...c replies(first: 2) { totalCount nodes { ...c } } } } } } {{Comment}}""", new { id = some.Article }));
            if (list.StartsWith("orderBy", StringComparison.Ordinal))
                yield return ($"replies, {list}", () => site.Anybody.QueryAsync($$"""query($id: ID!) { comment(id: $id) { replies(first: 20, {{list}}) { nodes { id } } descendants { nodes { id } } } }""", new { id = some.Top }));
        }
        yield return ("around a comment", () => site.Anybody.QueryAsync("query($id: ID!, $c: ID!) { article(by: {id: $id}) { comments(first: 10, around: $c) { nodes { id permalink } } } }", new { id = some.Article, c = some.Reply }));
        foreach (var by in (object[])[some.Ids.Select(id => new { id }), some.Keys.Select(key => new { key }), some.Keys.Select(key => new { url = $"https://news.example/{key}" })])
            yield return ("counts of 20 articles", () => site.Alice.QueryAsync(
                "query($by: [ArticleBy!]!) { articles(by: $by) { title channels { name } viewerReaction engagement { comments participants lastCommentAt reactions { kind count } } } }", new { by }));
        yield return ("what a viewer has", () => site.Alice.QueryAsync(
            "query($id: ID!) { viewer { reader { id commentCount } ban { until } comments(first: 20) { nodes { id } } thread(articleId: $id) { pending { id } reactions { kind } reported canComment } } }", new { id = some.Article }));
        foreach (var path in (string[])[$"counts?{string.Join('&', some.Keys.Select(k => $"key={k}&url=https://news.example/{k}"))}", $"feed/{some.Keys[0]}.atom", "feed.atom"])
            yield return (path, () => site.Server.Http.GetStringAsync(path, Cancel));
        foreach (var act in Writes(site, some))
            yield return act;
        foreach (var act in Sharing(site, some))
            yield return act;
        foreach (var act in Moderating(site, some))
            yield return act;
        foreach (var act in Working(site, some))
            yield return act;
    }

    private static IEnumerable<(string, Func<Task>)> Writes(Site site, Some some)
    {
        foreach (var key in (string[])["new", "new"])
            yield return ("a post, then its repeat", () => site.Bob.PostAsync(some.Article, "Reply", some.Reply, key));
        foreach (var kind in (string[])["LIKE", "AGREE"])
        {
            yield return ("a reaction to a comment", () => site.Bob.DoAsync("reactToComment", "ReactToCommentInput", "comment { reactions { count } }", new { commentId = some.Top, kind }));
            yield return ("a reaction to an article", () => site.Bob.DoAsync("reactToArticle", "ReactToArticleInput", "article { engagement { reactions { count } } }", new { articleId = some.Article, kind }));
        }
        yield return ("a reaction that is taken back", () => site.Bob.DoAsync("removeArticleReaction", "RemoveArticleReactionInput", "article { id }", new { articleId = some.Article }));
        yield return ("an edit", () => site.Alice.DoAsync("editComment", "EditCommentInput", "comment { id }", new { commentId = some.Top, body = "Edited" }));
        yield return ("a report", () => site.Bob.DoAsync("reportComment", "ReportCommentInput", "comment { id }", new { commentId = some.Top, reason = "SPAM" }));
        yield return ("a deletion", () => site.Bob.DoAsync("deleteComment", "DeleteCommentInput", "deletedCommentId", new { commentId = some.Reply }));
        yield return ("a registration", () => site.ArticleAsync("yet-another", "PUBLISHED", "news"));
    }

    private static IEnumerable<(string, Func<Task>)> Sharing(Site site, Some some)
    {
        foreach (var (what, agent) in ((string, string)[])[("a short link", Browser.Firefox), ("a short link once more", Browser.Firefox), ("a short link, by a crawler", "Googlebot/2.1")])
            yield return (what, async () =>
            {
                using var browser = new Browser(site, agent);
                await browser.FollowAsync($"/s/{some.Code}x");
            });
        yield return ("a share link", () => site.Anybody.QueryAsync("query($id: ID!) { article(by: {id: $id}) { shareLinks { url sharedUrl } } }", new { id = some.Article }));
        foreach (var key in (string?[])[null, "shared", "shared"])
            yield return ("a share, then its repeat", () => Browser.ShareAsync(site.Bob, some.Article, "REDDIT", idempotencyKey: key));
        foreach (var code in (string[])[$"{some.Code}h", $"{some.FormerCode}h"])
            yield return ("a visit", () => site.Bob.DoAsync("recordVisit", "RecordVisitInput", "counted", new { code }));
        foreach (var by in (string[])["DAY", "ARTICLE", "CHANNEL", "AUTHOR"])
            yield return ($"a report by {by}", () => site.ReportAsync(by, $"{DateTime.UtcNow.AddHours(-1):O}", $"{DateTime.UtcNow.AddHours(1):O}"));
        yield return ("a report of an article", () => site.ReportAsync(from: $"{DateTime.UtcNow.AddDays(-90):O}", to: $"{DateTime.UtcNow:O}", articleId: some.Article));
    }

    private static IEnumerable<(string, Func<Task>)> Moderating(Site site, Some some)
    {
        const string Queue = "query($filter: ModeratedCommentFilter) { moderation { comments(first: 20, filter: $filter) { nodes { comment { id } reports { reason } decisions { action } } } } }";
        foreach (var filter in (object?[])[null, new { reported = true }, new { states = new[] { "HELD" } }, new { articleId = some.Article }])
            yield return ("the moderators' queue", () => site.Mod.QueryAsync(Queue, new { filter }));
        yield return ("the audit trail", () => site.Mod.QueryAsync("query($id: ID!) { moderation { auditTrail(first: 20, articleId: $id) { nodes { action } } } }", new { id = some.Article }));
        yield return ("a removal", () => site.Mod.DoAsync("removeComment", "RemoveCommentInput", "comment { id }", new { commentId = some.Top, reason = "SPAM" }));
    }

    private static IEnumerable<(string, Func<Task>)> Working(Site site, Some some)
    {
        var (services, id) = (site.Server.Services, ArticleView.ParseId(some.Article)!.Value);
        yield return ("the poll for others' changes", () => services.GetRequiredService<VersionPoll>().PollAsync(Cancel));
        yield return ("the question for some articles", () => services.GetRequiredService<VersionPoll>().AskAsync([id], Cancel));
        foreach (var kind in Enum.GetValues<FeedKind>())
            yield return ($"the feed of {kind}", async () =>
            {
                var feed = await services.GetRequiredService<IArticleFeed>().OpenAsync(id, Cancel);
                await feed!.ReadAsync(kind, 1, 1_000, Cancel); // the article is there
            });
        yield return ("what changed since a version", () => site.Anybody.QueryAsync("query($id: ID!) { article(by: {id: $id}) { changes(after: 1) { version changes { __typename } } } }", new { id = some.Article }));
        yield return ("rows that expire", () => services.GetRequiredService<ExpiredRows>().DeleteAsync(Cancel));
        yield return ("threads to close", () => services.GetRequiredService<CloseThreads>().RunAsync(Cancel));
        yield return ("readers who look different", () => services.GetRequiredService<ReaderStamps>().RunAsync(Cancel));
    }

    /// <summary>A thread of 40 comments by several people, and 20 articles with some of everything.</summary>
    private static async Task<Some> FillAsync(Site site)
    {
        var keys = Enumerable.Range(0, Articles).Select(i => $"a{i}").ToList();
        var ids = new List<string>();
        foreach (var key in keys)
        {
            ids.Add(await site.ArticleAsync(key, "PUBLISHED", "news"));
            await site.Alice.PostAsync(ids[^1], "Hello", idempotencyKey: key);
            await site.Bob.DoAsync("reactToArticle", "ReactToArticleInput", "__typename", new { articleId = ids[^1], kind = "LIKE" });
        }
        var (top, reply) = ("", "");
        for (var i = 0; i < 20; i++)
        {
            top = await (i % 2 == 0 ? site.Bob : site.Alice).PostAsync(ids[0], $"Top {i}");
            reply = await (i % 2 == 0 ? site.Alice : site.Bob).PostAsync(ids[0], $"Reply {i}", top);
            await site.Bob.DoAsync("reactToComment", "ReactToCommentInput", "__typename", new { commentId = top, kind = "LIKE" });
        }
        await site.Alice.DoAsync("editComment", "EditCommentInput", "__typename", new { commentId = top, body = "Once more" });
        await site.Alice.DoAsync("reportComment", "ReportCommentInput", "__typename", new { commentId = reply, reason = "SPAM" });
        await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "__typename", new { articleId = ids[1], state = "PREMODERATED" });
        await site.Alice.PostAsync(ids[1], "Held");
        foreach (var id in ids)
            await Browser.ShareAsync(site.Alice, id);
        foreach (var agent in (string[])[Browser.Safari, "Googlebot/2.1"])
        {
            using var browser = new Browser(site, agent);
            await browser.FollowAsync(await site.SharedUrlAsync(ids[0]));
        }
        var former = (await site.SharedUrlAsync(ids[0]))[^10..^1];
        await site.Publisher.DoAsync("replaceShareCode", "ReplaceShareCodeInput", "article { id }", new { articleId = ids[0] });
        return new Some(ids, keys, ids[0], top, reply, (await site.SharedUrlAsync(ids[0]))[^10..^1], former);
    }

    private static Task<Site> StartAsync(string engine, StatementPlans plans) => Site.StartAsync(engine, new ServerSetup
    {
        Settings = ["Transport:KeptAnswers=0", "Live:PollInterval=00:01:00", "Live:StampInterval=00:01:00", "Moderation:ClosingInterval=00:10:00", "Placements:PollInterval=00:10:00"], // they are asked one by one
        Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(plans)),
    });

    /// <summary>What is asked about: all articles, and of one of them the last comment at top level, by Alice, with Bob's reply; its code of short links, and the one before.</summary>
    private sealed record Some(IReadOnlyList<string> Ids, IReadOnlyList<string> Keys, string Article, string Top, string Reply, string Code, string FormerCode);
}
