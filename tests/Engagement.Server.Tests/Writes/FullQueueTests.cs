using System.Text.Json;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Writes;

public sealed class FullQueueTests
{
    [Theory, EachEngine]
    public async Task What_does_not_fit_is_refused_as_overloaded_and_nothing_of_it_is_written(string engine)
    {
        await using var site = await Site.StartAsync(engine, null, "Writes:QueueLength=2", "Writes:Timeout=00:00:10");
        var article = await site.ArticleAsync();
        await site.Alice.KnowAsync();
        var queue = site.Server.Services.GetRequiredService<CommitQueue<PostDraft, PostOutcome>>();
        var taken = new List<Task<JsonElement>>();
        JsonElement refused;
        await using (await BusyDatabase.OfAsync(site.Server.Database))
        {
            taken.Add(site.Alice.AskToPostAsync(article, "being written"));
            Assert.True(await Wait.UntilAsync(() => queue.IsWriting));
            for (var waiting = 1; waiting <= 2; waiting++)
            {
                taken.Add(site.Alice.AskToPostAsync(article, $"waiting {waiting}"));
                Assert.True(await Wait.UntilAsync(() => queue.Depth == waiting));
            }

            refused = await site.Alice.AskToPostAsync(article, "too much", key: "k");
        }
        var answers = await Task.WhenAll(taken);
        var again = await site.Alice.AskToPostAsync(article, "too much", key: "k");

        var error = Assert.Single(refused.GetProperty("errors").EnumerateArray()).GetProperty("extensions");
        Assert.Equal("OVERLOADED", error.GetProperty("code").GetString());
        Assert.InRange(error.GetProperty("retryAfter").GetInt32(), 1, 60);
        Assert.All(answers, a => Assert.Null(a.Payload().Code()));
        Assert.Null(again.Payload().Code());
        Assert.Equal(
            ["being written", "too much", "waiting 1", "waiting 2"],
            (await site.Server.Database.CommentsAsync()).Select(c => c.Body).Order());
        await site.Server.VerifyCountsAsync();
    }
}
