using System.Text.Json;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Writes;

public sealed class BatchTests
{
    [Theory, EachEngine]
    public async Task Bad_items_take_nothing_of_the_good_ones_beside_them_along(string engine)
    {
        await using var site = await Site.StartAsync(engine, null, "Writes:Timeout=00:00:10");
        var open = await site.ArticleAsync("open");
        var closed = await site.ArticleAsync("closed");
        var hidden = await site.ArticleAsync("hidden", "UNPUBLISHED");
        await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "article { id }", new { articleId = closed, state = "CLOSED" });
        var readers = await site.ReadersAsync(5);
        var gone = await site.Alice.PostAsync(open, "gone");
        await site.Alice.DoAsync("deleteComment", "DeleteCommentInput", "deletedCommentId", new { commentId = gone });
        var used = await site.Bob.PostAsync(open, "once", idempotencyKey: "k");
        var banned = readers[4];
        await BanAsync(site, banned);

        var answers = await TogetherAsync(site, readers[0], open,
            () => readers[0].AskToPostAsync(open, "good 1"),
            () => readers[1].AskToPostAsync(closed, "bad: closed"),
            () => readers[1].AskToPostAsync(open, "good 2"),
            () => readers[2].AskToPostAsync(hidden, "bad: not for the public"),
            () => readers[2].AskToPostAsync(open, "bad: parent gone", gone),
            () => banned.AskToPostAsync(open, "bad: banned"),
            () => site.Bob.AskToPostAsync(open, "bad: key reused", key: "k"),
            () => site.Bob.AskToPostAsync(open, "once", key: "k"),
            () => readers[3].AskToPostAsync(open, "good 3", used));

        Assert.Equal(
            [null, "THREAD_CLOSED", null, "NOT_FOUND", "NOT_FOUND", "BANNED", "IDEMPOTENCY_KEY_REUSED", null, null],
            answers.Select(a => a.Code()));
        Assert.Equal(used, answers[7].CommentId());
        Assert.Single(new[] { 0, 2, 8 }.Select(i => answers[i].GetProperty("comment").GetProperty("createdAt").GetString()).Distinct()); // one transaction
        var bodies = (await site.Server.Database.CommentsAsync()).Select(c => c.Body).Order();
        Assert.Equal(new[] { "first", "gone", "good 1", "good 2", "good 3", "once" }, bodies);
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task One_reader_reacts_and_takes_it_back_many_times_in_one_batch(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        var ids = new[] { await site.Alice.PostAsync(article, "1"), await site.Alice.PostAsync(article, "2") };
        await site.Bob.KnowAsync();
        var batch = site.Server.Services.GetRequiredService<ReactionBatch>();
        var bob = (await site.Server.Database.ReaderIdsAsync())["bob"];
        var keys = ids.Select(id => CommentKey.Parse(id)!.Value).ToArray();

        var outcomes = await batch.WriteAsync(
        [
            new(keys[0], bob, ReactionKind.Like, false), new(keys[0], bob, null, false), new(keys[0], bob, ReactionKind.Agree, false),
            new(new CommentKey(1, 1), bob, ReactionKind.Like, false),
            new(keys[1], bob, ReactionKind.Like, false), new(keys[1], bob, null, false),
        ], TestContext.Current.CancellationToken);
        await batch.WriteAsync(
            [new(keys[0], bob, null, false), new(keys[0], bob, ReactionKind.Disagree, false), new(keys[0], bob, ReactionKind.Like, false)],
            TestContext.Current.CancellationToken);

        Assert.Equal([false, false, false, true, false, false], outcomes.Select(o => o.Error is not null));
        var comments = await site.Anybody.QueryAsync("query($ids: [ID!]!) { nodes(ids: $ids) { ... on Comment { reactions { kind count } } } }", new { ids });
        Assert.Equal("""[{"reactions":[{"kind":"LIKE","count":1}]},{"reactions":[]}]""", comments.GetProperty("nodes").GetRawText());
        await site.Server.VerifyCountsAsync();
    }

    /// <summary>Sends posts that all wait while another one is being written, so that they are one batch.</summary>
    private static async Task<List<JsonElement>> TogetherAsync(Site site, Person first, string article, params Func<Task<JsonElement>>[] posts)
    {
        var queue = site.Server.Services.GetRequiredService<CommitQueue<PostDraft, PostOutcome>>();
        Task<JsonElement> leading;
        var sent = new List<Task<JsonElement>>();
        await using (await BusyDatabase.OfAsync(site.Server.Database))
        {
            leading = first.AskToPostAsync(article, "first");
            Assert.True(await Wait.UntilAsync(() => queue.IsWriting));
            foreach (var post in posts)
            {
                sent.Add(post());
                Assert.True(await Wait.UntilAsync(() => queue.Depth == sent.Count)); // in this order
            }
        }
        await leading;
        return [.. (await Task.WhenAll(sent)).Select(a => a.Payload())];
    }

    private static async Task BanAsync(Site site, Person person)
    {
        var viewer = await person.QueryAsync("{ viewer { reader { id } } }");
        var readerId = viewer.GetProperty("viewer").GetProperty("reader").GetProperty("id").GetString();
        await site.Mod.DoAsync("banReader", "BanReaderInput", "ban { until }", new { readerId, reason = "SPAM" });
    }
}
