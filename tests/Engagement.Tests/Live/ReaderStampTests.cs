using Engagement.Articles;
using Engagement.Comments;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static Engagement.Tests.Live.Subscriptions;

namespace Engagement.Tests.Live;

public sealed class ReaderStampTests
{
    private static readonly Caller Anna = Replica.Caller("anna", issued: DateTime.UnixEpoch);
    private static readonly Caller Renamed = Replica.Caller("anna", name: "Anna B.", issued: DateTime.UnixEpoch.AddDays(1));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_name_reaches_those_who_follow_an_article_within_a_minute()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica();
        var article = await replica.AddArticleAsync();
        var comment = await replica.PostAsync(article, "Hello", Anna);
        await using var follower = await replica.FollowAsync(Changed, new { id = article });
        await replica.StartAsync<ReaderStampWorker>();

        await RenameAsync(replica);
        replica.Clock.Advance(TimeSpan.FromSeconds(30));

        var changed = (await follower.NextAsync()).GetProperty("comment");
        Assert.Equal((comment, "Anna B."), (changed.GetProperty("id").GetString(), changed.GetProperty("author").GetProperty("name").GetString()));
        await Eventually.TrueAsync(() => Waiting(database) == 0);
    }

    [Fact]
    public async Task Every_published_comment_is_stamped_once_in_its_order_and_no_other()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replica = database.AddReplica(s => s.Live.StampsATransaction = 2);
        var articles = await ThreadsAsync(replica);
        var before = await CommentsAsync(database);

        await RenameAsync(replica);
        await replica.Get<ReaderStamps>().RunAsync(Cancel);

        await AssertStampedOnceAsync(database, before, articles);
        Assert.Equal(0, Waiting(database));
    }

    [Fact]
    public async Task What_a_crash_left_another_replica_ends_and_repeats_nothing()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var statements = new Statements();
        var (first, second) = (database.AddReplica(s => (s.Live.StampsATransaction, s.Interceptor) = (2, statements)), database.AddReplica());
        var articles = await ThreadsAsync(first);
        var before = await CommentsAsync(database);
        await RenameAsync(first);
        statements.Before("\"Seq\" >=", () =>
        {
            statements.Before("\"Seq\" >=", () => throw new InvalidOperationException("The process is gone."));
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<AggregateException>(() => first.Get<ReaderStamps>().RunAsync(Cancel));
        Assert.Equal(1, Waiting(database));
        Assert.Equal(2, Stamped(before, await CommentsAsync(database)).Count());
        await second.Get<ReaderStamps>().RunAsync(Cancel);

        await AssertStampedOnceAsync(database, before, articles);
        Assert.Equal(0, Waiting(database));
    }

    [Fact]
    public async Task Two_replicas_at_once_stamp_each_comment_once()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var replicas = Enumerable.Range(0, 2).Select(_ => database.AddReplica(s => s.Live.StampsATransaction = 1)).ToList();
        var articles = await ThreadsAsync(replicas[0]);
        var before = await CommentsAsync(database);
        await RenameAsync(replicas[0]);

        await Task.WhenAll(replicas.Select(r => Task.Run(() => r.Get<ReaderStamps>().RunAsync(Cancel))));

        await AssertStampedOnceAsync(database, before, articles);
        Assert.Equal(0, Waiting(database));
    }

    [Fact]
    public async Task A_change_meanwhile_starts_again_from_the_first_article()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var statements = new Statements();
        var replica = database.AddReplica(s => (s.Live.StampsATransaction, s.Interceptor) = (2, statements));
        var other = database.AddReplica();
        await ThreadsAsync(replica);
        var before = await CommentsAsync(database);
        await RenameAsync(replica);
        var rounds = 0;
        Again();

        await replica.Get<ReaderStamps>().RunAsync(Cancel);

        // The first two comments were stamped when the change came, and with the others once more.
        var after = await CommentsAsync(database);
        Assert.Equal(Stamped(before, after).Count() + 2, Versions(after) - Versions(before));
        Assert.Equal(0, Waiting(database));

        // Before the second transaction has begun: nothing is locked.
        void Again() => statements.Before("FROM \"ReaderStamps\"", async () =>
        {
            if (++rounds < 4)
                Again();
            else
                await RenameAsync(other, "Anna C.", days: 2);
        });
    }

    /// <summary>Two articles with seven comments of Anna's, one of them deleted, and others between them.</summary>
    private static async Task<IReadOnlyList<string>> ThreadsAsync(Replica replica)
    {
        string[] articles = [await replica.AddArticleAsync(), await replica.AddArticleAsync()];
        foreach (var article in articles)
            for (var i = 0; i < 3; i++)
            {
                await replica.PostAsync(article, $"{i}", Anna);
                await replica.PostAsync(article, "Another's", Replica.Caller("bert"));
            }
        await replica.DeleteAsync(await replica.PostAsync(articles[0], "Deleted", Anna), Anna);
        return articles;
    }

    /// <summary>Any write by a newer token takes the name, once the last one was long enough ago.</summary>
    private static async Task RenameAsync(Replica replica, string name = "Anna B.", int days = 1)
    {
        replica.Clock.Advance(TimeSpan.FromMinutes(11 * days));
        await replica.Get<ReaderDirectory>().EnsureAsync(Renamed with { Name = name, IssuedAt = DateTime.UnixEpoch.AddDays(days) }, Cancel);
    }

    private static async Task AssertStampedOnceAsync(LiveDatabase database, List<Row> before, IReadOnlyList<string> articles)
    {
        var after = await CommentsAsync(database);
        var stamped = Stamped(before, after).ToList();
        Assert.Equal(before.Where(c => c.IsAnnas), stamped.Select(s => s.Before));
        foreach (var article in articles.Select(a => ArticleView.ParseId(a)!.Value))
        {
            var versions = stamped.Select(s => s.After).Where(c => c.ArticleId == article).Select(c => c.Changed).ToList();
            Assert.Equal(versions.Order(), versions);
            Assert.Equal(3, after.First(c => c.ArticleId == article).Version - before.First(c => c.ArticleId == article).Version);
        }
    }

    private static IEnumerable<(Row Before, Row After)> Stamped(List<Row> before, List<Row> after) =>
        before.Zip(after).Where(pair => pair.First.Changed != pair.Second.Changed);

    private static async Task<List<Row>> CommentsAsync(LiveDatabase database)
    {
        await using var db = database.Open();
        return await db.Set<Comment>().OrderBy(c => c.ArticleId).ThenBy(c => c.Seq)
            .Select(c => new Row(
                c.ArticleId, c.Seq, c.ChangedVersion,
                db.Set<Article>().Single(a => a.Id == c.ArticleId).Version,
                c.State == CommentState.Published && db.Set<Reader>().Single(r => r.Id == c.AuthorId).Subject == "anna"))
            .ToListAsync(Cancel);
    }

    private static long Versions(List<Row> rows) => rows.DistinctBy(c => c.ArticleId).Sum(c => c.Version);

    private static int Waiting(LiveDatabase database)
    {
        using var db = database.Open();
        return db.Set<ReaderStamp>().Count();
    }

    /// <param name="Version">The article's.</param>
    /// <param name="IsAnnas">Whether it is Anna's and published.</param>
    private sealed record Row(long ArticleId, long Seq, long Changed, long Version, bool IsAnnas);
}
