using Engagement.Articles;
using Engagement.Comments;
using Engagement.Moderation;
using Xunit;

namespace Engagement.Tests.Moderation;

public sealed class CloseThreadsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_thread_whose_end_has_passed_is_closed_once_with_a_version_and_an_entry_of_the_rule()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var due = await site.AddArticleAsync("due");
        var later = await site.AddArticleAsync("later");
        await site.AddArticleAsync("without end");
        await site.DoAsync(site.Mod, "setCommenting", new { articleId = due, state = "PREMODERATED", closesAt = "2026-03-01T12:10:00Z", message = "Until ten past." });
        await site.DoAsync(site.Mod, "setCommenting", new { articleId = later, state = "OPEN", closesAt = "2026-03-01T12:10:00.001Z" });
        var before = await site.ArticleAsync(due);
        site.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(1, await site.Get<CloseThreads>().RunAsync(TestContext.Current.CancellationToken));

        var after = await site.ArticleAsync(due);
        Assert.Equal((CommentingState.Closed, before.ClosesAt, "Until ten past."), (after.Commenting, after.ClosesAt, after.CommentingMessage));
        Assert.Equal((before.Version + 1, before.Version + 1), (after.Version, after.SettingsVersion));
        Assert.Equal(after.Version, site.Known.Of(after.Id)?.Version);
        Assert.Equal(CommentingState.Open, (await site.ArticleAsync(later)).Commenting);
        var entry = (await site.TrailAsync())[^1];
        Assert.Equal(
            (AuditAction.SetCommenting, null, "CLOSES_AT", after.Id, "CLOSED"),
            (entry.Action, entry.ActorId, entry.Rule, entry.ArticleId, entry.Note));

        var writes = await site.WritesAsync();
        Assert.Equal(0, await site.Get<CloseThreads>().RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(writes, await site.WritesAsync());
    }

    [Fact]
    public async Task Two_replicas_at_once_close_each_thread_once()
    {
        await using var site = await ModeratedSite.OpenAsync();
        for (var i = 0; i < 120; i++) // more than are read at once
            await site.DoAsync(site.Mod, "setCommenting", new { articleId = await site.AddArticleAsync($"a{i}"), state = "OPEN", closesAt = "2026-03-01T12:10:00Z" });
        site.Time.Advance(TimeSpan.FromMinutes(10));

        var closed = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => site.Get<CloseThreads>().RunAsync(TestContext.Current.CancellationToken))));

        Assert.Equal(120, closed.Sum());
        Assert.Equal(120, (await site.TrailAsync()).Count(e => e.Rule == "CLOSES_AT"));
        Assert.All(await site.RowsAsync<Article>(), a => Assert.Equal((CommentingState.Closed, 2), (a.Commenting, a.Version)));
    }

    [Fact]
    public async Task While_the_server_runs_it_looks_every_ten_seconds()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        await site.DoAsync(site.Mod, "setCommenting", new { articleId, state = "OPEN", closesAt = "2026-03-01T12:00:15Z" });
        var (looked, closed) = (Signal(), Signal());
        site.Commands.Sent += _ => looked.TrySetResult();
        site.Known.Raised += (_, _) => closed.TrySetResult();
        using var closing = site.Get<ThreadClosing>();

        await closing.StartAsync(TestContext.Current.CancellationToken);
        await looked.Task.WaitAsync(Patience, TestContext.Current.CancellationToken); // the first look: the timer runs
        site.Time.Advance(TimeSpan.FromSeconds(20));
        await closed.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await closing.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(CommentingState.Closed, (await site.ArticleAsync(articleId)).Commenting);
    }

    [Fact]
    public async Task Threads_that_are_due_are_found_by_their_index()
    {
        await using var site = await ModeratedSite.OpenAsync();
        site.Commands.Clear();
        await site.Get<CloseThreads>().RunAsync(TestContext.Current.CancellationToken);

        var plan = await site.PlanAsync(Assert.Single(site.Commands.Texts));

        Assert.Contains("IX_Articles_Commenting_ClosesAt (Commenting=? AND ClosesAt<?)", plan, StringComparison.Ordinal);
    }
}
