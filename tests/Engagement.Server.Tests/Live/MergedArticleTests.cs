using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Live;

/// <summary>Who follows or polls an article over a merge misses nothing, by whichever name.</summary>
public sealed class MergedArticleTests
{
    private const string Poll =
        """
        query($by: ArticleBy!, $after: Version!) { article(by: $by) { id version changes(after: $after) {
          version changes { __typename ... on CommentChanged { comment { body } } }
        } } }
        """;

    private const string Added = "subscription($id: ID!, $after: Version) { on: commentAdded(articleId: $id, after: $after) { __typename ... on Resync { version } ... on CommentAdded { version edge { node { body } } } } }";
    private const string Changed = "subscription($id: ID!, $after: Version) { on: articleChanged(articleId: $id, after: $after) { __typename ... on Resync { version } ... on CommentChanged { version comment { body } } ... on SettingsChanged { version article { id } } } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string, bool>> EachWay() =>
        Engines.All.SelectMany(engine => (TheoryDataRow<string, bool>[])[new(engine, true), new(engine, false)]);

    [Theory, MemberData(nameof(EachWay))]
    public async Task Whoever_polls_by_a_name_of_before_reads_again_and_goes_on_by_the_same_name(string engine, bool fromHasComments)
    {
        await using var site = await Site.StartAsync(engine);
        var (from, into, _) = await PrepareAsync(site, fromHasComments);
        var names = new List<(object By, long Version)>();
        foreach (var by in (object[])[new { id = from }, new { id = into }, new { key = "from" }, new { key = "into" }, new { url = "https://news.example/from" }, new { url = "https://news.example/into" }])
            names.Add((by, (await PollAsync(by, 0)).GetProperty("version").GetInt64()));

        await site.MergeAsync("from", "into");
        await site.Alice.PostAsync(into, "Second");

        foreach (var (by, before) in names)
        {
            var changes = await PollAsync(by, before);
            Assert.Equal("Resync", Assert.Single(changes.GetProperty("changes").EnumerateArray()).GetProperty("__typename").GetString());
            Assert.Empty((await PollAsync(by, changes.GetProperty("version").GetInt64())).GetProperty("changes").EnumerateArray());
            Assert.Equal(["First", "Second"], Bodies(await PollAsync(by, 0)));
        }
        var after = (await PollAsync(names[0].By, 0)).GetProperty("version").GetInt64();
        await site.Alice.PostAsync(into, "Third");
        foreach (var (by, _) in names)
            Assert.Equal(["Third"], Bodies(await PollAsync(by, after)));

        async Task<JsonElement> PollAsync(object by, long version) =>
            (await site.Anybody.QueryAsync(Poll, new { by, after = version })).GetProperty("article").GetProperty("changes");
    }

    [Theory, MemberData(nameof(EachWay))]
    public async Task Whoever_resumes_by_the_id_that_went_reads_again_and_goes_on(string engine, bool fromHasComments)
    {
        await using var site = await Site.StartAsync(engine);
        var (from, into, gone) = await PrepareAsync(site, fromHasComments);
        var before = await site.VersionAsync(gone);
        await site.MergeAsync("from", "into");
        await site.Alice.PostAsync(into, "Second");

        foreach (var document in (string[])[Added, Changed])
        {
            using var socket = await FollowAsync(site, document, gone, before);
            await using var events = socket.EventsAsync(Cancel).GetAsyncEnumerator(Cancel);
            var resync = await NextAsync(events);
            Assert.Equal("Resync", resync.GetProperty("__typename").GetString());
            await site.Bob.PostAsync(from, $"Live {document.Length}");
            Assert.Equal($"Live {document.Length}", Body(await NextAsync(events)));

            using var resumed = await FollowAsync(site, document, gone, resync.GetProperty("version").GetInt64());
            await using var others = resumed.EventsAsync(Cancel).GetAsyncEnumerator(Cancel);
            Assert.Equal($"Live {document.Length}", Body(await NextAsync(others)));
        }
        using var all = await FollowAsync(site, Added, gone, 0);
        await using var fromTheStart = all.EventsAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.Equal("First", Body(await NextAsync(fromTheStart)));
    }

    [Theory, MemberData(nameof(EachWay))]
    public async Task Whoever_follows_the_one_that_goes_is_told_to_read_again_and_whoever_follows_the_other_notices_nothing(string engine, bool fromHasComments)
    {
        await using var site = await Site.StartAsync(engine);
        var (from, into, gone) = await PrepareAsync(site, fromHasComments);
        var kept = gone == from ? into : from;
        var sockets = new List<GraphQLSocket>();
        var ending = new List<IAsyncEnumerator<JsonElement>>();
        foreach (var (person, document) in ((Person, string)[])[(site.Anybody, Added), (site.Anybody, Changed), (site.Mod, Added), (site.Mod, Changed)])
        {
            sockets.Add(await FollowAsync(site, document, gone, null, person));
            ending.Add(sockets[^1].EventsAsync(Cancel).GetAsyncEnumerator(Cancel));
        }
        sockets.Add(await FollowAsync(site, Added, kept, 0));
        var staying = sockets[^1].EventsAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.Equal("First", Body(await NextAsync(staying)));
        Assert.True(await Wait.UntilAsync(async () => (await site.Server.Http.GetStringAsync("metrics", Cancel)).Split('\n').Any(l => l.StartsWith("engagement_live_subscribers", StringComparison.Ordinal) && l.EndsWith(" 5", StringComparison.Ordinal))));

        await site.MergeAsync("from", "into");

        foreach (var events in ending)
        {
            var resync = await NextAsync(events);
            Assert.Equal("Resync", resync.GetProperty("__typename").GetString());
            Assert.Equal(await site.VersionAsync(kept), resync.GetProperty("version").GetInt64());
            Assert.False(await events.MoveNextAsync());
        }
        await site.Alice.PostAsync(into, "Second");
        Assert.Equal("Second", Body(await NextAsync(staying)));
        foreach (var socket in sockets)
            socket.Dispose();
    }

    /// <summary>Two articles: one with a comment, the other with none and a higher version.</summary>
    private static async Task<(string From, string Into, string Gone)> PrepareAsync(Site site, bool fromHasComments)
    {
        var (from, into) = (await site.ArticleAsync("from"), await site.ArticleAsync("into"));
        var (kept, gone) = fromHasComments ? (from, into) : (into, from);
        await site.Alice.PostAsync(kept, "First");
        foreach (var state in (string[])["CLOSED", "PREMODERATED", "CLOSED", "OPEN"])
            await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "__typename", new { articleId = gone, state });
        Assert.True(await site.VersionAsync(gone) > await site.VersionAsync(kept));
        return (from, into, gone);
    }

    private static Task<GraphQLSocket> FollowAsync(Site site, string document, string id, long? after, Person? person = null) =>
        GraphQLSocket.SubscribeAsync(site.Server.Address, person?.Token, document, new { id, after }, Cancel);

    private static async Task<JsonElement> NextAsync(IAsyncEnumerator<JsonElement> events)
    {
        Assert.True(await events.MoveNextAsync());
        return events.Current.GetProperty("on");
    }

    private static IEnumerable<string?> Bodies(JsonElement changes) => changes.GetProperty("changes").EnumerateArray().Where(c => c.TryGetProperty("comment", out _)).Select(Body);

    private static string? Body(JsonElement one) =>
        (one.TryGetProperty("comment", out var comment) ? comment : one.GetProperty("edge").GetProperty("node")).GetProperty("body").GetString();
}
