using Engagement.Articles;
using Engagement.Comments;
using Engagement.Live;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Tests.Live;

public sealed class FeedOrderTests
{
    private const int Writers = 6, OperationsAWriter = 40, ClientsAKind = 6;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Under_concurrent_writers_clients_that_resume_end_with_exactly_what_is_there()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        await using var database = await LiveDatabase.CreateAsync();
        var (writing, other) = (database.AddReplica(), database.AddReplica());
        var article = await writing.AddArticleAsync();
        var start = await writing.VersionAsync(article);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await other.StartAsync<VersionPoll>();
        var polling = TickAsync(other, stop.Token);
        var additions = Clients(Subscriptions.Added, seed);
        var changes = Clients(Subscriptions.Changed, seed + 100);
        var following = additions.Concat(changes).Select(c => Task.Run(() => c.RunAsync(stop.Token))).ToList();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(n => Task.Run(() => WriteAsync(writing, article, n, new Random(seed + 200 + n)))));

        var (added, shown) = await ExpectedAsync(database, article);
        await Eventually.TrueAsync(() => following.Any(f => f.IsFaulted)
            || (additions.All(c => added.All(a => c.Comments.TryGetValue(a.Key, out var held) && held.Version == a.Value))
                && changes.All(c => Same(c.Comments, shown))));
        await stop.CancelAsync();
        await Task.WhenAll([.. following, polling]);

        Assert.NotEmpty(added);
        Assert.All(additions, c => Assert.Equal(c.Events.Count, c.Events.Distinct().Count()));
        Assert.All(additions.Concat(changes), c => Assert.NotEqual(0, c.Resumed));

        List<ResumingClient> Clients(string document, int first) =>
            [.. Enumerable.Range(0, ClientsAKind).Select(n => new ResumingClient(n % 2 == 0 ? writing : other, document, article, start, first + n))];
    }

    /// <summary>The other replica's time passes, so that it polls.</summary>
    private static async Task TickAsync(Replica replica, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            replica.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        }
    }

    /// <summary>Posts, answers, edits and deletes own comments, reacts.</summary>
    private static async Task WriteAsync(Replica replica, string article, int number, Random random)
    {
        var caller = Replica.Caller($"writer-{number}");
        var own = new List<string>();
        for (var i = 0; i < OperationsAWriter; i++)
        {
            var one = own.Count == 0 ? null : own[random.Next(own.Count)];
            switch (one is null ? 0 : random.Next(10))
            {
                case < 4: own.Add(await replica.PostAsync(article, $"{number}/{i}", caller)); break;
                case < 6: await TryReplyAsync(one!); break;
                case 6: await replica.EditAsync(one!, $"{number}/{i}, edited", caller); break;
                case 7: await replica.DeleteAsync(one!, caller); break;
                default: await replica.AskAsync("mutation($id: ID!) { reactToComment(input: { commentId: $id, kind: LIKE }) { errors { code } } }", caller, new { id = one }); break;
            }
        }

        async Task TryReplyAsync(string parent)
        {
            var data = await replica.AskAsync(
                "mutation($input: PostCommentInput!) { postComment(input: $input) { comment { id } } }",
                caller, new { input = new { articleId = article, body = "A reply", parentId = parent } });
            if (data.GetProperty("postComment").GetProperty("comment") is { ValueKind: System.Text.Json.JsonValueKind.Object } comment)
                own.Add(comment.GetProperty("id").GetString()!); // else the parent was deleted before
        }
    }

    private static bool Same(IReadOnlyDictionary<string, (long, string)> held, Dictionary<string, (long, string)> shown) =>
        held.Count == shown.Count && shown.All(s => held.TryGetValue(s.Key, out var one) && one == s.Value);

    /// <summary>Published comments with their addedVersion; shown ones with their version and what is seen of the body.</summary>
    private static async Task<(Dictionary<string, long> Added, Dictionary<string, (long, string)> Shown)> ExpectedAsync(LiveDatabase database, string article)
    {
        await using var db = database.Open();
        var articleId = ArticleView.ParseId(article)!.Value;
        var rows = await db.Set<Comment>().AsNoTracking().Where(c => c.ArticleId == articleId && c.Shown).ToListAsync(Cancel);
        return (
            rows.Where(c => c.IsPublished).ToDictionary(Id, c => c.AddedVersion),
            rows.ToDictionary(Id, c => (c.ChangedVersion, c.IsPublished ? c.Body : "")));

        static string Id(Comment row) => new CommentKey(row.ArticleId, row.Seq).ToString();
    }
}
