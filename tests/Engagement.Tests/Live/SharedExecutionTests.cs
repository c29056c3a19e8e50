using Engagement.Graph;
using Engagement.Readers;
using GraphQL.Types;
using Xunit;
using static Engagement.Tests.Live.Subscriptions;

namespace Engagement.Tests.Live;

public sealed class SharedExecutionTests
{
    private const string WithPage = "subscription($id: ID!) { commentAdded(articleId: $id) { ... on CommentAdded { article { comments { nodes { id } } } } } }";

    /// <summary>Part of the one statement by which the page of an event is read.</summary>
    private const string PageStatement = "AS p0";

    private static readonly Caller Anna = Replica.Caller("anna");
    private static readonly Caller Bert = Replica.Caller("bert");

    [Fact]
    public async Task Those_who_ask_the_same_share_one_execution_wherever_they_began_and_whoever_they_are()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        await using var first = await replica.FollowAsync(Added, new { id = article });
        await using var second = await replica.FollowAsync(Added, new { id = article, after = 1 }, Bert);

        await replica.PostAsync(article, "Hello", Anna);

        Assert.Equal(["Hello", "Hello"], [Body(await first.NextAsync()), Body(await second.NextAsync())]);
        Assert.Same(Assert.Single(first.Results), Assert.Single(second.Results));
        Assert.Equal((1, 0), (replica.Executions(shared: true), replica.Executions(shared: false)));
    }

    [Theory]
    [InlineData("viewerReaction"), InlineData("viewerCan { edit }"), InlineData("revisions { body }")]
    [InlineData("...Own")]
    public async Task What_depends_on_the_caller_is_executed_for_each(string selection)
    {
        var document = $$"""
            subscription($id: ID!) { commentAdded(articleId: $id) { ... on CommentAdded { version edge { node { id {{selection}} } } } } }
            {{(selection == "...Own" ? "fragment Own on Comment { replies { nodes { viewerReaction } } }" : "")}}
            """;
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        await using var anna = await replica.FollowAsync(document, new { id = article }, Anna);
        await using var bert = await replica.FollowAsync(document, new { id = article }, Bert);

        await replica.PostAsync(article, "Hello", Anna);

        var (ofAnna, ofBert) = (await anna.NextAsync(), await bert.NextAsync());
        Assert.Equal((0, 2), (replica.Executions(shared: true), replica.Executions(shared: false)));
        if (selection.StartsWith("viewerCan", StringComparison.Ordinal))
            Assert.Equal((true, false), (MayEdit(ofAnna), MayEdit(ofBert)));
    }

    [Fact]
    public async Task Other_variables_or_another_document_are_executed_apart()
    {
        const string document = """
            subscription($id: ID!, $first: Int) {
              commentAdded(articleId: $id) { ... on CommentAdded { version article { comments(first: $first) { nodes { id } } } } }
            }
            """;
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        await replica.PostAsync(article, "before", Anna);
        await using var one = await replica.FollowAsync(document, new { id = article, first = 1 });
        await using var two = await replica.FollowAsync(document, new { id = article, first = 2 });
        await using var same = await replica.FollowAsync(document, new { id = article, first = 2 });
        await using var other = await replica.FollowAsync(document.Replace("nodes { id }", "totalCount"), new { id = article, first = 2 });

        await replica.PostAsync(article, "Hello", Anna);

        Assert.Equal((1, 2, 2), (Nodes(await one.NextAsync()), Nodes(await two.NextAsync()), Nodes(await same.NextAsync())));
        await other.NextAsync();
        Assert.Equal((3, 0), (replica.Executions(shared: true), replica.Executions(shared: false)));
    }

    [Fact]
    public async Task A_shared_execution_outlives_the_one_who_came_first()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var statements = new Statements();
        var replica = database.AddReplica(s => s.Interceptor = statements);
        var article = await replica.AddArticleAsync();
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = await replica.FollowAsync(WithPage, new { id = article });
        statements.Before(PageStatement, async () =>
        {
            reached.SetResult();
            await go.Task;
        });
        await using var second = await replica.FollowAsync(WithPage, new { id = article }, client: c => c.WaitForRoomAsync = _ => new(reached.Task));
        await replica.PostAsync(article, "Hello", Anna);
        await reached.Task; // the first one's execution is under way

        await first.DisposeAsync();
        go.SetResult();

        Assert.Equal(1, Nodes(await second.NextAsync()));
        Assert.Equal((1, 0), (replica.Executions(shared: true), replica.Executions(shared: false)));
    }

    [Fact]
    public async Task Nothing_that_depends_on_the_caller_is_marked()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var schema = database.AddReplica().Get<ISchema>();
        schema.Initialize();
        var marked = schema.AllTypes.OfType<IObjectGraphType>()
            .SelectMany(t => t.Fields.Where(f => CacheableAttribute.Of(f) is not null).Select(f => $"{t.Name}.{f.Name}")).ToList();

        Assert.Contains("Comment.author", marked);
        Assert.DoesNotContain(marked, m => m.Contains(".viewer", StringComparison.Ordinal) || m.StartsWith("Query.viewer", StringComparison.Ordinal) || m.StartsWith("Viewer", StringComparison.Ordinal));
        Assert.DoesNotContain("Comment.revisions", marked);
        Assert.DoesNotContain("Query.moderation", marked);
        Assert.DoesNotContain("Query.previewComment", marked);
        Assert.DoesNotContain(marked, m => m.StartsWith("Mutation.", StringComparison.Ordinal));
    }

    private static bool MayEdit(System.Text.Json.JsonElement one) =>
        one.GetProperty("edge").GetProperty("node").GetProperty("viewerCan").GetProperty("edit").GetBoolean();

    private static int Nodes(System.Text.Json.JsonElement one) =>
        one.GetProperty("article").GetProperty("comments").GetProperty("nodes").GetArrayLength();
}
