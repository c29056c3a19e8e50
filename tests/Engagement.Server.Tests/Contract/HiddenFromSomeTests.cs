using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>What a role nulls, one by one: by every way that leads there.</summary>
public sealed class HiddenFromSomeTests
{
    private const string Nothing = "null";

    [Theory, EachEngine]
    public async Task Viewer_is_null_for_anonymous_callers_alone(string engine)
    {
        await using var play = await Roleplay.StartAsync(engine);

        foreach (var role in Roleplay.Callers.Keys)
            Assert.Equal(role == Roleplay.Anonymous ? Nothing : $$"""{"roles":["{{role.ToUpperInvariant()}}"]}""", await AskAsync(play.Somebody(role), "viewer { roles }"));
    }

    [Theory, EachEngine]
    public async Task Moderation_is_null_for_all_but_moderators_and_admins(string engine)
    {
        await using var play = await Roleplay.StartAsync(engine);

        foreach (var role in Roleplay.Callers.Keys)
            Assert.Equal(
                Moderates(role) ? """{"comments":{"nodes":[{"reports":[{"reason":"SPAM"}]}]}}""" : Nothing,
                await AskAsync(play.Somebody(role), "moderation { comments(filter: {reported: true}) { nodes { reports { reason } } } }"));
    }

    [Theory, EachEngine]
    public async Task Revisions_are_for_the_author_and_moderators(string engine)
    {
        await using var play = await Roleplay.StartAsync(engine);
        var comment = await FirstReplyAsync(play);
        const string Seen = """{"revisions":[{"body":"A reply"}]}""", Hidden = """{"revisions":null}""";

        foreach (var role in Roleplay.Callers.Keys)
            Assert.Equal(Moderates(role) ? Seen : Hidden, await AskAsync(play.Somebody(role), $$"""comment(id: "{{comment}}") { revisions { body } }"""));
        Assert.Equal(Seen, await AskAsync(play.Site.Bob, $$"""comment(id: "{{comment}}") { revisions { body } }"""));
        Assert.Equal(Hidden, await AskAsync(play.Site.Alice, $$"""comment(id: "{{comment}}") { revisions { body } }"""));
    }

    [Theory, EachEngine]
    public async Task Fields_of_the_viewer_are_null_without_a_token(string engine)
    {
        await using var play = await Roleplay.StartAsync(engine);
        var question = $$"""comment(id: "{{await FirstReplyAsync(play)}}") { viewerReaction viewerCan { edit delete moderate } }""";

        Assert.Equal("""{"viewerReaction":null,"viewerCan":null}""", await AskAsync(play.Site.Anybody, question));
        Assert.Equal("""{"viewerReaction":"LIKE","viewerCan":{"edit":false,"delete":false,"moderate":false}}""", await AskAsync(play.Site.Alice, question));
        Assert.Equal("""{"viewerReaction":null,"viewerCan":{"edit":true,"delete":true,"moderate":false}}""", await AskAsync(play.Site.Bob, question));
        Assert.Equal("""{"viewerReaction":null,"viewerCan":{"edit":false,"delete":false,"moderate":true}}""", await AskAsync(play.Site.Mod, question));
    }

    [Theory, EachEngine]
    public async Task A_held_comment_is_seen_by_its_author_and_moderators_alone(string engine)
    {
        await using var play = await Roleplay.StartAsync(engine);
        var article = await play.Site.ArticleAsync("premoderated");
        await play.Site.Mod.DoAsync("setCommenting", "SetCommentingInput", "__typename", new { articleId = article, state = "PREMODERATED" });
        var held = await play.Site.Alice.PostAsync(article, "Held");
        string[] ways =
        [
            $$"""comment(id: "{{held}}") { body }""", $$"""node(id: "{{held}}") { ... on Comment { body } }""",
            $$"""nodes(ids: ["{{held}}"]) { ... on Comment { body } }""", $$"""_entities(representations: [{__typename: "Comment", id: "{{held}}"}]) { ... on Comment { body } }""",
        ];

        foreach (var way in ways)
        {
            foreach (var role in Roleplay.Callers.Keys)
                Assert.Equal(Moderates(role) ? """{"body":"Held"}""" : Nothing, (await AskAsync(play.Somebody(role), way)).Trim('[', ']'));
            Assert.Equal("""{"body":"Held"}""", (await AskAsync(play.Site.Alice, way)).Trim('[', ']'));
        }
        foreach (var person in new[] { play.Site.Anybody, play.Site.Alice, play.Site.Mod })
            Assert.Equal(
                """{"comments":{"totalCount":0,"nodes":[]},"engagement":{"comments":0}}""",
                await AskAsync(person, """article(by: {key: "premoderated"}) { comments { totalCount nodes { body } } engagement { comments } }"""));
    }

    [Theory, EachEngine]
    public async Task An_unpublished_article_and_its_comments_are_for_those_who_work_for_the_site(string engine)
    {
        await using var play = await Roleplay.StartAsync(engine);
        var article = await play.Site.ArticleAsync("withdrawn");
        var comment = await play.Site.Alice.PostAsync(article, "Before");
        await play.Site.ArticleAsync("withdrawn", "UNPUBLISHED");
        string[] ways =
        [
            """article(by: {key: "withdrawn"}) { __typename }""", $$"""article(by: {id: "{{article}}"}) { __typename }""",
            """article(by: {url: "https://news.example/withdrawn"}) { __typename }""", """articles(by: [{key: "withdrawn"}]) { __typename }""",
            $$"""node(id: "{{article}}") { __typename }""", $$"""nodes(ids: ["{{article}}"]) { __typename }""",
            $$"""_entities(representations: [{__typename: "Article", id: "{{article}}"}]) { __typename }""",
            """_entities(representations: [{__typename: "Article", key: "withdrawn"}]) { __typename }""",
            $$"""comment(id: "{{comment}}") { __typename }""", $$"""node(id: "{{comment}}") { __typename }""",
        ];

        foreach (var way in ways)
            foreach (var role in Roleplay.Callers.Keys)
                Assert.Equal((way, role, role is "moderator" or "publisher" or "admin"), (way, role, (await AskAsync(play.Somebody(role), way)).Trim('[', ']') != Nothing));
        Assert.Equal("""{"thread":null}""", await AskAsync(play.Site.Alice, $$"""viewer { thread(articleId: "{{article}}") { canComment } }"""));
    }

    private static bool Moderates(string role) => role is "moderator" or "admin";

    private static async Task<string> FirstReplyAsync(Roleplay play) =>
        (await play.Site.Anybody.QueryAsync("""{ article(by: {key: "an-article"}) { comments { nodes { replies { nodes { id } } } } } }"""))
            .GetProperty("article").GetProperty("comments").GetProperty("nodes")[0].GetProperty("replies").GetProperty("nodes")[0].GetProperty("id").GetString()!;

    /// <summary>The JSON of the only root field.</summary>
    private static async Task<string> AskAsync(Person person, string field) =>
        JsonSerializer.Serialize((await person.QueryAsync($"{{ {field} }}")).EnumerateObject().Single().Value);
}
