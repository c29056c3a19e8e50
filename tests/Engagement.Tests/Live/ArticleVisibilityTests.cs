using System.Text.Json;
using Engagement.Articles;
using Engagement.Readers;
using Xunit;
using static Engagement.Tests.Live.Subscriptions;

namespace Engagement.Tests.Live;

public sealed class ArticleVisibilityTests
{
    private static readonly Caller Anna = Replica.Caller("anna");

    [Theory]
    [InlineData(Added), InlineData(Changed)]
    public async Task An_article_that_is_unknown_or_not_public_is_not_found(string document)
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var hidden = await replica.AddArticleAsync(ArticleState.Unpublished);
        foreach (var id in new[] { hidden, "art_0000000000001", "nonsense" })
        {
            var (result, scope) = await replica.OpenAsync(document, Anna, new { id });
            await using (scope)
                Assert.Equal("NOT_FOUND", Assert.Single(result.Errors!).Code);
            Assert.Null(result.Streams);
        }
        await Eventually.TrueAsync(() => replica.Tails.Count == 0);
    }

    [Fact]
    public async Task When_an_article_is_no_longer_public_readers_are_told_and_staff_go_on()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        await using var reader = await replica.FollowAsync(Changed, new { id = article }, Anna);
        await using var additions = await replica.FollowAsync(Added, new { id = article }, Anna);
        await using var staff = await replica.FollowAsync(Changed, new { id = article }, Replica.Caller("moderator", Roles.Moderator));

        await replica.ChangeArticleAsync(article, a => { a.State = ArticleState.Unpublished; a.StampSettings(); });

        var last = await reader.NextAsync();
        Assert.Equal("SettingsChanged", Type(last));
        Assert.Equal(JsonValueKind.Null, last.GetProperty("article").ValueKind);
        await reader.EndAsync();
        await additions.EndAsync();
        Assert.NotEqual(JsonValueKind.Null, (await staff.NextAsync()).GetProperty("article").ValueKind);
        await replica.ChangeArticleAsync(article, a => { a.Title = "Still followed"; a.StampSettings(); });
        Assert.Equal("Still followed", (await staff.NextAsync()).GetProperty("article").GetProperty("title").GetString());
    }
}
