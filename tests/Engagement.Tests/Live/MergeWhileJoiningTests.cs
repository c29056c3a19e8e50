using Engagement.Comments;
using Engagement.Readers;
using Xunit;
using static Engagement.Tests.Live.Subscriptions;

namespace Engagement.Tests.Live;

public sealed class MergeWhileJoiningTests
{
    /// <summary>Part of the statement by which a tail reads its article.</summary>
    private const string TailStatement = "\"a\".\"MergedVersion\"";

    [Theory, InlineData(Added), InlineData(Changed)]
    public async Task An_article_that_is_merged_between_look_up_and_joining_is_followed_where_it_went(string document)
    {
        await using var database = await LiveDatabase.CreateAsync();
        var statements = new Statements();
        var replica = database.AddReplica(s => s.Interceptor = statements);
        var (from, into) = (await replica.AddArticleAsync(), await replica.AddArticleAsync());
        await replica.PostAsync(into, "Before", Replica.Caller("anna"));
        statements.Before(TailStatement, async () =>
        {
            var merged = await replica.Get<MergeArticles>().MergeAsync(new(await KeyAsync(replica, from), await KeyAsync(replica, into)), TestContext.Current.CancellationToken);
            Assert.NotNull(merged.Article);
        });

        await using var follower = await replica.FollowAsync(document, new { id = from, after = 1 });

        Assert.Equal("Resync", Type(await follower.NextAsync()));
        await replica.PostAsync(into, "After", Replica.Caller("anna"));
        Assert.Contains("After", (await follower.NextAsync()).GetRawText());
    }

    private static async Task<string> KeyAsync(Replica replica, string id) =>
        (await replica.AskAsync("query($id: ID!) { article(by: { id: $id }) { key } }", null, new { id })).GetProperty("article").GetProperty("key").GetString()!; // never null
}
