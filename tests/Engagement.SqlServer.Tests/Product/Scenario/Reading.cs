using Engagement.Server.Tests.Articles;
using Engagement.Server.Tests.Comments;
using Xunit;

namespace Engagement.SqlServer.Tests.Product.Scenario;

/// <summary>Everything that can be asked for: every field of every type, every way to page and to name an article.</summary>
internal static class Reading
{
    private const string Comment = """
        id state depth body bodyHtml createdAt publishedAt editedAt reactions { kind count } replyCount position version addedVersion
        author { id name picture badges isStaff joinedAt commentCount } viewerReaction viewerCan { edit delete react report moderate }
        """;

    private const string Pages = """
        n1: comments(first: 2) { ...page } n2: comments(first: 2, after: $after) { ...page }
        n3: comments(last: 2) { ...page } n4: comments(last: 2, before: $after) { ...page }
        o1: comments(first: 2, orderBy: OLDEST) { ...page } o2: comments(first: 2, after: $after, orderBy: OLDEST) { ...page }
        t1: comments(first: 2, orderBy: TOP) { totalCount nodes { id } } t2: comments(last: 2, orderBy: MOST_REPLIES) { totalCount nodes { id } }
        o3: comments(last: 2, orderBy: OLDEST) { ...page } o4: comments(last: 2, before: $after, orderBy: OLDEST) { ...page }
        """;

    public static async Task RunAsync(Site site, Publisher press, string article, string top, string reply)
    {
        foreach (var person in (Person[])[site.Anybody, site.Alice, site.Bob, site.Mod])
        {
            await ArticlesAsync(person, article);
            await CommentsAsync(person, article, top, reply);
            await ViewerAsync(person, article);
        }
        foreach (var input in (object[])[
            new { articleId = article, parentId = top, body = "b", idempotencyKey = "preview" },
            new { ticket = press.Sign("nowhere"), body = "b" }, new { ticket = press.Sign("m1"), body = "b" }])
            await site.Alice.QueryAsync("query($input: PostCommentInput!) { previewComment(input: $input) { bodyHtml errors { code } } }", new { input });
        foreach (var path in (string[])[$"counts?key=one&key=nowhere&url=https://news.example/one&id={article}", "feed/one.atom", "feed.atom"])
            Assert.NotEmpty(await site.Server.Http.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    private static async Task ArticlesAsync(Person person, string article)
    {
        const string Article = """
            id key url title state publishedAt authors channels { name } keywords { name } companies { name url } version
            commenting { state closesAt } engagement { comments participants lastCommentAt } pinned { id }
            """;
        foreach (var by in (object[])[new { id = article }, new { key = "one" }, new { url = "https://news.example/one" }, new { url = "https://news.example/nowhere" }])
            await person.QueryAsync($"query($by: ArticleBy!) {{ article(by: $by, atLeastVersion: 1) {{ {Article} }} }}", new { by });
        await person.QueryAsync(
            """
            { articles(by: [{key: "one"}, {key: "a"}]) { related(first: 5) { key } channels { description articles { totalCount nodes { id } } } }
              channels { name } keyword(name: "k") { articles { totalCount } } company(name: "C") { url articles { totalCount } }
              trending { score article { key } } inChannel: trending(channel: "x", within: WEEK, by: COMMENTS) { rank } }
            """);
        await person.QueryAsync("{ articles(by: [{key: \"a\"}, {key: \"b\"}, {url: \"https://news.example/c\"}]) { id pinned { id } channels { name } comments { totalCount } } }");
    }

    private static async Task CommentsAsync(Person person, string article, string top, string reply)
    {
        var first = await person.QueryAsync("query($id: ID!) { node(id: $id) { ... on Article { comments(first: 2) { pageInfo { endCursor } } } } }", new { id = article });
        var after = first.GetProperty("node").GetProperty("comments").GetProperty("pageInfo").GetProperty("endCursor").GetString();
        await person.QueryAsync(
            $"query($id: ID!, $after: String!) {{ node(id: $id) {{ ... on Article {{ {Pages} }} }} }} {Page}", new { id = article, after });
        await person.QueryAsync(
            """
            query($id: ID!, $around: ID!, $parent: ID!) {
              node(id: $id) { ... on Article {
                around1: comments(first: 3, around: $around) { nodes { permalink } } around2: comments(first: 3, around: $parent, orderBy: OLDEST) { nodes { id } }
                staff: comments(filter: {isStaff: true}) { totalCount nodes { id } } readers: comments(filter: {isStaff: false, hasReplies: false}) { totalCount }
                answered: comments(filter: {hasReplies: true}) { totalCount } changes(after: 0) { version changes { __typename } }
              } }
            }
            """, new { id = article, around = reply, parent = top });
        await person.QueryAsync(
            $"query($id: ID!) {{ comment(id: $id) {{ {Comment} {Pages.Replace("comments(", "replies(").Replace("$after", $"\"{after}\"")} d1: descendants {{ ...page }} d2: descendants(first: 2, after: \"{after}\") {{ ...page }} }} }} {Page}",
            new { id = top });
        await person.QueryAsync(
            """
            query($ids: [ID!]!) {
              nodes(ids: $ids) { id ... on Comment { parent { id } inReplyTo { id } article { id } ancestors { id } descendants { totalCount nodes { id parent { id } } } replies { nodes { id } } revisions { body createdAt } } }
            }
            """, new { ids = new[] { top, reply, article } });
    }

    private static string Page => $"fragment page on CommentConnection {{ totalCount pageInfo {{ hasNextPage endCursor }} edges {{ cursor node {{ {Comment} revisions {{ body }} }} }} }}";

    private static async Task ViewerAsync(Person person, string article)
    {
        const string Viewer = """
            query($id: ID!, $after: String) {
              viewer {
                roles reader { id } ban { until }
                thread(articleId: $id) { pending { id } reactions { commentId kind } reported canComment whyNot { code } }
                comments(first: 1, after: $after) { totalCount pageInfo { endCursor } nodes { id } }
              }
            }
            """;
        var seen = await person.QueryAsync(Viewer, new { id = article });
        if (seen.GetProperty("viewer") is { ValueKind: System.Text.Json.JsonValueKind.Object } viewer)
            await person.QueryAsync(Viewer, new { id = article, after = viewer.GetProperty("comments").GetProperty("pageInfo").GetProperty("endCursor").GetString() });
    }
}
