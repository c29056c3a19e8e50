using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Live;

public sealed class ArticleChangesTests
{
    private const string Changes =
        """
        query($id: ID!, $after: Version!, $first: Int!) { node(id: $id) { ... on Article { version changes(after: $after, first: $first) {
          version hasMore changes { __typename
            ... on CommentChanged { at: version comment { id body } } ... on CommentGone { at: version commentId } ... on SettingsChanged { at: version article { title } } ... on Resync { at: version }
          }
        } } } }
        """;

    [Theory, EachEngine]
    public async Task Polling_in_pieces_gives_every_state_once_in_ascending_version(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var (start, _) = await PollAsync(site, article, 0, 100);
        var ids = new List<string>();
        for (var i = 1; i <= 5; i++)
            ids.Add(await site.Alice.PostAsync(article, $"{i}"));
        await site.Alice.DoAsync("editComment", "EditCommentInput", "comment { id }", new { commentId = ids[1], body = "2!" });
        await site.Mod.DoAsync("removeComment", "RemoveCommentInput", "comment { id }", new { commentId = ids[2], reason = "SPAM" });
        await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "article { id }", new { articleId = article, state = "OPEN", message = "m" });

        var (after, seen) = (start, new List<string>());
        for (var more = true; more;)
        {
            var (version, piece) = await PollAsync(site, article, after, 2);
            var versions = piece.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("at").GetInt64()).ToList();
            Assert.Equal(versions.Order(), versions);
            Assert.All(versions, v => Assert.InRange(v, after + 1, version));
            seen.AddRange(piece.GetProperty("changes").EnumerateArray().Select(c => Text(c, ids)));
            (after, more) = (version, piece.GetProperty("hasMore").GetBoolean());
        }

        Assert.Equal(["1: 1", "4: 4", "5: 5", "2: 2!", "3 gone", "settings"], seen);
        Assert.Equal((after, 0), await CountAsync(site, article, after));
    }

    [Theory, EachEngine]
    public async Task A_version_ahead_of_the_article_has_to_read_again(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var (version, _) = await PollAsync(site, article, 0, 100);

        var (next, piece) = await PollAsync(site, article, version + 7, 100);

        Assert.Equal("Resync", Assert.Single(piece.GetProperty("changes").EnumerateArray()).GetProperty("__typename").GetString());
        Assert.Equal(version, next);
    }

    [Theory, EachEngine]
    public async Task The_mode_of_a_thread_is_the_sites_or_its_own_and_is_a_change(string engine)
    {
        await using var site = await Site.StartAsync(engine, null, "Commenting:LiveMode=Poll", "Commenting:PollInterval=00:00:20");
        var article = await site.ArticleAsync();
        var (before, _) = await PollAsync(site, article, 0, 100);

        Assert.Equal("""{"liveMode":"POLL","pollInterval":20}""", await ModeAsync());
        await SetAsync(new { articleId = article, state = "OPEN", liveMode = "OFF", pollInterval = 5 });
        Assert.Equal("""{"liveMode":"OFF","pollInterval":5}""", await ModeAsync());
        Assert.Equal(1, (await CountAsync(site, article, before)).Changes);
        await SetAsync(new { articleId = article, state = "OPEN" });
        Assert.Equal("""{"liveMode":"POLL","pollInterval":20}""", await ModeAsync());

        var refused = await site.Mod.RefusedAsync("setCommenting", "SetCommentingInput", new { articleId = article, state = "OPEN", pollInterval = 3_601 });
        Assert.Equal(("INVALID_INPUT", "pollInterval", 3_600), (refused.GetProperty("code").GetString(), refused.GetProperty("path")[0].GetString(), refused.GetProperty("limit").GetInt32()));

        async Task<string> ModeAsync() => (await site.Anybody.QueryAsync(
            "query($id: ID!) { node(id: $id) { ... on Article { commenting { liveMode pollInterval } } } }", new { id = article }))
            .GetProperty("node").GetProperty("commenting").GetRawText();
        Task SetAsync(object input) => site.Mod.DoAsync("setCommenting", "SetCommentingInput", "article { id }", input);
    }

    private static async Task<(long Version, JsonElement Piece)> PollAsync(Site site, string article, long after, int first)
    {
        var piece = (await site.Anybody.QueryAsync(Changes, new { id = article, after, first })).GetProperty("node").GetProperty("changes");
        return (piece.GetProperty("version").GetInt64(), piece);
    }

    private static async Task<(long Version, int Changes)> CountAsync(Site site, string article, long after)
    {
        var (version, piece) = await PollAsync(site, article, after, 100);
        return (version, piece.GetProperty("changes").GetArrayLength());
    }

    private static string Text(JsonElement change, List<string> ids) => change.GetProperty("__typename").GetString() switch
    {
        "CommentChanged" => $"{ids.IndexOf(change.GetProperty("comment").GetProperty("id").GetString()!) + 1}: {change.GetProperty("comment").GetProperty("body").GetString()}", // every comment has an id
        "CommentGone" => $"{ids.IndexOf(change.GetProperty("commentId").GetString()!) + 1} gone", // every event has one
        _ => "settings",
    };
}
