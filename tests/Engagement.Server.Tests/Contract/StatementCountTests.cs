using Engagement.Data;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>The number of statements of a document does not grow with the size of its pages.</summary>
public sealed class StatementCountTests
{
    /// <summary>All writers of <see cref="FillAsync"/> are on either page, so that each level asks for something on both.</summary>
    private const int Few = 10, Many = 20, MostArticles = 100;

    private const string Comment = "fragment Comment on Comment { id body bodyHtml state version author { name badges commentCount } reactions { kind count } }";

    private const string ThreadPage = $$"""
        query($key: String!, $size: Int!) {
          article(by: {key: $key}) {
            title version channels { name } keywords { name } companies { name } authors engagement { comments participants }
            pinned { ...Comment }
            comments(first: $size) {
              totalCount
              nodes {
                ...Comment parent { id } inReplyTo { id } ancestors { id } article { id }
                viewerReaction viewerCan { edit delete react } revisions { body }
                replies(first: 2) { totalCount nodes { ...Comment parent { ...Comment } ancestors { id } viewerReaction viewerCan { edit } revisions { body } } }
                descendants(first: 5) { totalCount nodes { ...Comment depth inReplyTo { id } } }
              }
            }
          }
        }
        {{Comment}}
        """;

    private const string Viewer = """
        query($id: ID!, $size: Int!) {
          viewer { reader { name } ban { until } comments(first: $size) { totalCount nodes { id article { title } author { name } replyCount } }
            thread(articleId: $id) { canComment whyNot { code } pending { id } reactions { kind } reported } }
        }
        """;

    private const string Queue = $$"""
        query($size: Int!) {
          moderation {
            comments(first: $size, filter: {reported: true}) {
              nodes {
                comment { ...Comment article { title } revisions { body } }
                reports { reason reader { name } } decisions { action actor { name } comment { id } article { title } reader { name } }
              }
            }
            auditTrail(first: $size) { nodes { action actor { name } reader { name } comment { id author { name } } article { title } } }
          }
        }
        {{Comment}}
        """;

    private const string Articles = $$"""
        query($by: [ArticleBy!]!) {
          articles(by: $by) {
            title authors channels { name } keywords { name } companies { name } commenting { state } engagement { comments lastCommentAt }
            pinned { id author { name } } comments(first: 1) { totalCount nodes { id author { name } } }
          }
        }
        """;

    private readonly StatementCounter _statements = new();

    [Theory, EachEngine]
    public async Task A_page_of_a_thread(string engine)
    {
        await using var site = await StartAsync(engine);
        await FillAsync(site);

        await SameForAsync(site.Alice, ThreadPage, size => new { key = "thread", size }, Few, Many);
        await SameForAsync(site.Anybody, ThreadPage, size => new { key = "thread", size }, Few, Many);
        await SameForAsync(site.Person("never wrote"), ThreadPage, size => new { key = "thread", size }, Few, Many);
    }

    [Theory, EachEngine]
    public async Task What_a_viewer_has(string engine)
    {
        await using var site = await StartAsync(engine);
        var id = await FillAsync(site);

        await SameForAsync(site.Alice, Viewer, size => new { id, size }, Few, Many);
    }

    [Theory, EachEngine]
    public async Task The_moderators_queue_and_trail(string engine)
    {
        await using var site = await StartAsync(engine);
        await FillAsync(site);

        await SameForAsync(site.Mod, Queue, size => new { size }, Few, Many);
    }

    [Theory, EachEngine]
    public async Task Many_articles(string engine)
    {
        await using var site = await StartAsync(engine);
        var articles = Enumerable.Range(0, MostArticles).Select(i => new
        {
            key = $"a{i}", url = $"https://news.example/{i}", title = $"{i}", channels = new[] { $"c{i % 7}" }, keywords = new[] { $"k{i}", "all" },
            companies = new[] { new { name = $"n{i}" } }, authors = new[] { $"w{i % 3}" },
        }).ToList();
        var registered = await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "articles { id }", new { articles });
        foreach (var article in registered.GetProperty("articles").EnumerateArray().Take(Many))
            await site.Alice.PostAsync(article.GetProperty("id").GetString()!, "One each");

        await SameForAsync(site.Anybody, Articles, size => new { by = articles.Take(size).Select(a => new { a.key }) }, Few, MostArticles);
    }

    [Theory, EachEngine]
    public async Task What_is_related_to_many_articles_and_what_is_in_many_channels(string engine)
    {
        await using var site = await StartAsync(engine);
        var articles = Enumerable.Range(0, Many * 2).Select(i => new
        {
            key = $"a{i}", url = $"https://news.example/{i}", title = $"Acme{i % 9} opens branch {i}", channels = new[] { $"c{i / 2}" }, keywords = new[] { $"k{i % 9}" },
            companies = new[] { new { name = $"Acme{i % 9}" } }, related = new[] { $"a{(i * 7) % 40}", "unknown" },
        }).ToList();
        await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "created", new { articles });

        await SameForAsync(site.Anybody, "query($by: [ArticleBy!]!) { articles(by: $by) { related(first: 4) { key title channels { name description } } } }",
            size => new { by = articles.Take(size).Select(a => new { a.key }) }, Few, Many);
        await SameForAsync(site.Anybody, "query($by: [ArticleBy!]!) { articles(by: $by) { channels { description articles(first: 3) { totalCount nodes { title } } } companies { articles { totalCount } } } }",
            size => new { by = articles.Take(size).Select(a => new { a.key }) }, Few, Many);
    }

    /// <summary>A thread of 20 comments by five readers, each with three replies, an edit, a reaction, a report and a decision.</summary>
    private static async Task<string> FillAsync(Site site)
    {
        var article = await site.ArticleAsync("thread", "PUBLISHED", "news");
        var writers = Enumerable.Range(0, 5).Select(i => site.Person($"writer {i}")).Append(site.Alice).ToList();
        for (var i = 0; i < Many; i++)
        {
            var (writer, other) = (writers[i % writers.Count], writers[(i + 1) % writers.Count]);
            var comment = await writer.PostAsync(article, $"{i}");
            await other.PostAsync(article, "Below", await site.Alice.PostAsync(article, "Reply", comment));
            await site.Alice.PostAsync(article, "Another", comment);
            await writer.DoAsync("editComment", "EditCommentInput", "__typename", new { commentId = comment, body = $"{i}, edited" });
            await site.Alice.DoAsync("reactToComment", "ReactToCommentInput", "__typename", new { commentId = comment, kind = "LIKE" });
            await site.Mod.DoAsync("removeComment", "RemoveCommentInput", "__typename", new { commentId = comment, reason = "SPAM" });
            await site.Mod.DoAsync("restoreComment", "RestoreCommentInput", "__typename", new { commentId = comment });
            await other.DoAsync("reportComment", "ReportCommentInput", "__typename", new { commentId = comment, reason = "OTHER" });
        }
        return article;
    }

    private async Task SameForAsync(Person who, string document, Func<int, object> variables, int few, int many)
    {
        var small = await CountAsync(who, document, variables(few));
        var large = await CountAsync(who, document, variables(many));

        Assert.True(small.Count == large.Count, $"{small.Count} statements for {few}, {large.Count} for {many}:{Environment.NewLine}{string.Join(Environment.NewLine, large)}");
    }

    private async Task<IReadOnlyList<string>> CountAsync(Person who, string document, object variables)
    {
        await who.QueryAsync(document, variables); // whoever is asked for the first time is looked up once
        _statements.Take();
        await who.QueryAsync(document, variables);
        return _statements.Take();
    }

    /// <summary>The workers that look for changes by others rest, so that only the document's own statements are counted.</summary>
    private Task<Site> StartAsync(string engine) => Site.StartAsync(engine, new ServerSetup
    {
        Settings = ["Live:PollInterval=00:01:00", "Live:StampInterval=00:01:00", "Moderation:ClosingInterval=00:10:00", "Placements:PollInterval=00:10:00"],
        Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(_statements)),
    });
}
