using System.Text.Json;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Comments;

public sealed class PostCommentTests
{
    private const string Input = "PostCommentInput";

    [Theory, EachEngine]
    public async Task A_first_comment_is_seen_by_everybody_and_counted(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();

        var posted = await site.Alice.DoAsync("postComment", Input,
            "comment { id state body bodyHtml version addedVersion author { name isStaff commentCount } } commentEdge { cursor } article { version }",
            new { articleId = article, body = "Hello *you*" });

        var seen = (await site.Anybody.QueryAsync(
            "query($id: ID!) { node(id: $id) { ... on Article { version comments { totalCount nodes { id body bodyHtml author { name } } } engagement { comments participants lastCommentAt } } } }",
            new { id = article })).GetProperty("node");
        Assert.Equal(1, seen.GetProperty("comments").GetProperty("totalCount").GetInt32());
        var comment = seen.GetProperty("comments").GetProperty("nodes")[0];
        Assert.Equal(posted.GetProperty("comment").GetProperty("id").GetString(), comment.GetProperty("id").GetString());
        Assert.Equal("Hello *you*", comment.GetProperty("body").GetString());
        Assert.Equal("<p>Hello <em>you</em></p>", comment.GetProperty("bodyHtml").GetString()!.Trim());
        Assert.Equal("alice", comment.GetProperty("author").GetProperty("name").GetString());
        Assert.Equal(1, seen.GetProperty("engagement").GetProperty("comments").GetInt32());
        Assert.Equal(1, seen.GetProperty("engagement").GetProperty("participants").GetInt32());
        Assert.Equal(posted.GetProperty("article").GetProperty("version").GetInt64(), seen.GetProperty("version").GetInt64());
    }

    [Theory, EachEngine]
    public async Task Replies_hang_under_their_parent_to_depth_eight(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var chain = new List<string> { await site.Alice.PostAsync(article, "1") };
        for (var depth = 2; depth <= 9; depth++)
            chain.Add(await site.Bob.PostAsync(article, $"{depth}", chain[^1]));

        var data = await site.Anybody.QueryAsync(
            """
            query($eighth: ID!, $ninth: ID!, $first: ID!) {
              eighth: comment(id: $eighth) { depth parent { id } ancestors { id } inReplyTo { id } }
              ninth: comment(id: $ninth) { depth parent { id } inReplyTo { id } }
              first: comment(id: $first) { replyCount descendants(first: 100) { totalCount nodes { body depth } } }
            }
            """, new { eighth = chain[7], ninth = chain[8], first = chain[0] });

        Assert.Equal(8, data.GetProperty("eighth").GetProperty("depth").GetInt32());
        Assert.Equal(chain[6], data.GetProperty("eighth").GetProperty("parent").GetProperty("id").GetString());
        Assert.Equal(chain[..7], data.GetProperty("eighth").GetProperty("ancestors").EnumerateArray().Select(a => a.GetProperty("id").GetString()!));
        Assert.Equal(8, data.GetProperty("ninth").GetProperty("depth").GetInt32());
        Assert.Equal(chain[6], data.GetProperty("ninth").GetProperty("parent").GetProperty("id").GetString());
        Assert.Equal(chain[7], data.GetProperty("ninth").GetProperty("inReplyTo").GetProperty("id").GetString());
        Assert.Equal(8, data.GetProperty("first").GetProperty("descendants").GetProperty("totalCount").GetInt32());
        Assert.Equal(["2", "3", "4", "5", "6", "7", "8", "9"],
            data.GetProperty("first").GetProperty("descendants").GetProperty("nodes").EnumerateArray().Select(c => c.GetProperty("body").GetString()!));
    }

    [Theory, EachEngine]
    public async Task Bodies_survive_to_the_last_code_unit(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        string[] bodies = ["  two spaces around  ", "tab\tand\r\nlines\n", "👩‍👩‍👧‍👦 🇩🇪", "e\u0301 ≠ é", "עברית ‏عربي", "漢字 \u200bx", "a'b\"c\\d;--"];
        foreach (var body in bodies)
            await site.Alice.PostAsync(article, body);

        var nodes = await site.Anybody.QueryAsync(
            "query($id: ID!) { node(id: $id) { ... on Article { comments(orderBy: OLDEST) { nodes { body } } } } }", new { id = article });

        Assert.Equal(bodies, nodes.GetProperty("node").GetProperty("comments").GetProperty("nodes").EnumerateArray().Select(c => c.GetProperty("body").GetString()!));
    }

    [Theory, EachEngine]
    public async Task Refusals_name_the_field_and_the_limit_and_write_nothing(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();

        await RefusedAsync(new { articleId = article, body = " \n " }, "INVALID_INPUT", "body", "MISSING", null);
        await RefusedAsync(new { articleId = article, body = new string('x', 5_001) }, "INVALID_INPUT", "body", "TOO_LONG", 5_000);
        await RefusedAsync(new { articleId = article, body = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 900)) }, "INVALID_INPUT", "body", "TOO_MANY_BYTES", 20_000);
        await RefusedAsync(new { articleId = article, body = "a\0b" }, "INVALID_INPUT", "body", "MALFORMED", null);
        await RefusedAsync(new { articleId = article, body = "x", idempotencyKey = new string('k', 65) }, "INVALID_INPUT", "idempotencyKey", "TOO_LONG", 64);
        await RefusedAsync(new { articleId = "art_0000000000001", body = "x" }, "NOT_FOUND", "articleId", null, null);
        await RefusedAsync(new { articleId = "nonsense", body = "x" }, "NOT_FOUND", "articleId", null, null);
        await RefusedAsync(new { articleId = article, body = "x", parentId = "cmt_00000000000011" }, "NOT_FOUND", "parentId", null, null);
        var counted = await site.Anybody.QueryAsync("query($id: ID!) { node(id: $id) { ... on Article { engagement { comments } } } }", new { id = article });
        Assert.Equal(0, counted.GetProperty("node").GetProperty("engagement").GetProperty("comments").GetInt32());

        async Task RefusedAsync(object input, string code, string field, string? problem, int? limit)
        {
            var error = await site.Alice.RefusedAsync("postComment", Input, input);
            Assert.Equal(code, error.GetProperty("code").GetString());
            Assert.Equal([field], error.GetProperty("path").EnumerateArray().Select(p => p.GetString()!));
            if (problem is not null)
                Assert.Equal(problem, error.GetProperty("problem").GetString());
            if (limit is not null)
                Assert.Equal(limit, error.GetProperty("limit").GetInt32());
        }
    }

    [Theory, EachEngine]
    public async Task The_longest_body_of_large_characters_is_taken(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var body = new string('é', 5_000);

        var id = await site.Alice.PostAsync(article, body);

        var comment = await site.Anybody.QueryAsync("query($id: ID!) { comment(id: $id) { body } }", new { id });
        Assert.Equal(body, comment.GetProperty("comment").GetProperty("body").GetString());
    }

    [Theory, EachEngine]
    public async Task The_same_key_writes_once_and_another_input_is_refused(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var other = await site.ArticleAsync("another");
        var first = await site.Alice.PostAsync(article, "once", idempotencyKey: "k");

        var repeats = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => site.Alice.PostAsync(article, "once", idempotencyKey: "k")));
        var reused = await site.Alice.RefusedAsync("postComment", Input, new { articleId = other, body = "once", idempotencyKey = "k" });
        var reusedByNothing = await site.Alice.RefusedAsync("postComment", Input, new { articleId = "art_none", body = "", idempotencyKey = "k" });
        var bobs = await site.Bob.PostAsync(article, "once", idempotencyKey: "k");

        Assert.All(repeats, repeat => Assert.Equal(first, repeat));
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", reused.GetProperty("code").GetString());
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", reusedByNothing.GetProperty("code").GetString());
        Assert.NotEqual(first, bobs);
    }

    [Theory, EachEngine]
    public async Task Many_at_once_with_one_key_write_one_comment(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => site.Alice.PostAsync(article, "once", idempotencyKey: "k")));

        Assert.Single(ids.Distinct());
        var counted = await site.Anybody.QueryAsync("query($id: ID!) { node(id: $id) { ... on Article { engagement { comments } } } }", new { id = article });
        Assert.Equal(1, counted.GetProperty("node").GetProperty("engagement").GetProperty("comments").GetInt32());
    }

    [Theory, EachEngine]
    public async Task A_reader_who_writes_too_fast_is_told_when_to_go_on(string engine)
    {
        await using var site = await Site.StartAsync(engine, null, "Pace:PostsPerMinute=2", "Pace:ReactionsPerMinute=1");
        var article = await site.ArticleAsync();
        var id = await site.Alice.PostAsync(article, "1", idempotencyKey: "k");
        await site.Alice.PostAsync(article, "2");

        var payload = await site.Alice.TryAsync("postComment", Input, "errors { ... on TooFast { retryAfter } }", new { articleId = article, body = "3" });
        var repeat = await site.Alice.PostAsync(article, "1", idempotencyKey: "k");
        await site.Alice.DoAsync("reactToComment", "ReactToCommentInput", "comment { id }", new { commentId = id, kind = "LIKE" });
        var reaction = await site.Alice.RefusedAsync("reactToComment", "ReactToCommentInput", new { commentId = id, kind = "AGREE" });
        var edit = await site.Alice.RefusedAsync("editComment", "EditCommentInput", new { commentId = id, body = "1!" });

        var error = Assert.Single(payload.GetProperty("errors").EnumerateArray());
        Assert.Equal("TOO_FAST", error.GetProperty("code").GetString());
        Assert.InRange(error.GetProperty("retryAfter").GetInt32(), 1, 60);
        Assert.Equal(id, repeat);
        Assert.Equal("TOO_FAST", reaction.GetProperty("code").GetString());
        Assert.Equal("TOO_FAST", edit.GetProperty("code").GetString());
    }

    [Theory, EachEngine]
    public async Task An_anonymous_caller_may_only_read(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();

        var answer = await site.Server.Client.AskAsync(
            "mutation($input: PostCommentInput!) { postComment(input: $input) { errors { code } } }", new { input = new { articleId = article, body = "x" } });

        Assert.Equal("UNAUTHENTICATED", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        var viewer = await site.Anybody.QueryAsync("{ viewer { roles } }");
        Assert.Equal(JsonValueKind.Null, viewer.GetProperty("viewer").ValueKind);
    }
}
