using Engagement.Live;
using Engagement.Readers;
using Xunit;
using static Engagement.Tests.Live.Subscriptions;

namespace Engagement.Tests.Live;

/// <summary>The database is away just when an event is resolved.</summary>
public sealed class UnresolvedEventTests
{
    /// <summary>Part of the statements by which authors, and the page of an event, are read.</summary>
    private const string Readers = "FROM \"Readers\" WHERE \"Id\" IN", Page = "AS p0";

    /// <summary>Shared by all who ask the same; <c>author</c> may be null, <c>comments</c> may not.</summary>
    private const string Shared = "subscription($id: ID!, $after: Version) { commentAdded(articleId: $id, after: $after) { ... on CommentAdded { version edge { node { body author { name } } } article { comments { nodes { id } } } } } }";

    private static readonly string Own = Shared.Replace("author", "viewerReaction author", StringComparison.Ordinal);
    private static readonly Caller Anna = Replica.Caller("anna");

    public static TheoryData<string, string> Cases() => new() { { Shared, Readers }, { Shared, Page }, { Own, Readers }, { Own, Page } };

    [Theory, MemberData(nameof(Cases))]
    public async Task For_a_moment_it_arrives_later_and_whole(string document, string statement)
    {
        await using var database = await LiveDatabase.CreateAsync();
        var statements = new Statements();
        var replica = database.AddReplica(s => s.Interceptor = statements);
        var article = await replica.AddArticleAsync();
        await using var follower = await replica.FollowAsync(document, new { id = article });
        statements.Failing = statement;
        await replica.PostAsync(article, "Hello", Anna);
        await Eventually.TrueAsync(() => statements.Failed > 0);
        statements.Failing = null;

        await PassTimeUntilAsync(replica, () => follower.Results.Count > 0);

        var one = await follower.NextAsync();
        Assert.Equal(("Hello", "anna"), (Body(one), one.GetProperty("edge").GetProperty("node").GetProperty("author").GetProperty("name").GetString()));
        Assert.Equal(1, one.GetProperty("article").GetProperty("comments").GetProperty("nodes").GetArrayLength());
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task For_longer_the_stream_ends_before_it_and_who_resumes_gets_it(string document, string statement)
    {
        await using var database = await LiveDatabase.CreateAsync();
        var statements = new Statements();
        var replica = database.AddReplica(s => s.Interceptor = statements);
        var article = await replica.AddArticleAsync();
        var start = await replica.VersionAsync(article);
        await using var follower = await replica.FollowAsync(document, new { id = article });
        statements.Failing = statement;
        await replica.PostAsync(article, "one", Anna);
        await replica.PostAsync(article, "two", Anna);

        var ended = follower.EndAsync();
        await PassTimeUntilAsync(replica, () => ended.IsCompleted);

        await Assert.ThrowsAnyAsync<Exception>(() => ended);
        Assert.Empty(follower.Results);
        Assert.Equal(LiveExecution.MostAttempts, statements.Failed);
        statements.Failing = null;
        await using var resumed = await replica.FollowAsync(document, new { id = article, after = start });
        Assert.Equal(["one", "two"], [Body(await resumed.NextAsync()), Body(await resumed.NextAsync())]);
    }

    [Fact]
    public async Task What_one_could_not_get_is_made_again_for_the_others()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var statements = new Statements();
        var replica = database.AddReplica(s => s.Interceptor = statements);
        var article = await replica.AddArticleAsync();
        var room = new TaskCompletionSource();
        await using var first = await replica.FollowAsync(Shared, new { id = article });
        await using var second = await replica.FollowAsync(Shared, new { id = article }, client: c => c.WaitForRoomAsync = _ => new(room.Task));
        statements.Failing = Readers;
        await replica.PostAsync(article, "Hello", Anna);
        var ended = first.EndAsync();
        await PassTimeUntilAsync(replica, () => ended.IsCompleted);
        statements.Failing = null;

        room.SetResult();

        Assert.Equal("Hello", Body(await second.NextAsync()));
        await Assert.ThrowsAnyAsync<Exception>(() => ended);
    }

    private static Task PassTimeUntilAsync(Replica replica, Func<bool> condition) => Eventually.TrueAsync(() =>
    {
        replica.Clock.Advance(new LiveOptions().RetryInterval); // again and again: it may not wait yet
        return condition();
    });
}
