using Engagement.Comments;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Writes;

public sealed class StopTests
{
    private const int Writers = 30;

    [Theory, EachEngine]
    public async Task What_was_acknowledged_before_a_stop_is_there_and_what_was_refused_is_not(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var articles = new[] { await site.ArticleAsync("a"), await site.ArticleAsync("b") };
        var readers = await site.ReadersAsync(Writers);
        var attempts = new Attempts();
        var writing = readers.Select((r, i) => attempts.WriteAsync(r, articles[i % 2])).ToList();
        Assert.True(await Wait.UntilAsync(() => attempts.Count > 5 * Writers));

        await site.Server.StopAsync();
        attempts.Stop();
        await Task.WhenAll(writing);

        var written = (await site.Server.Database.CommentsAsync()).ToLookup(c => c.Body, c => new CommentKey(c.ArticleId, c.Seq).ToString());
        Assert.All(attempts.Acknowledged, a => Assert.Equal([a.Value], written[a.Key]));
        Assert.All(attempts.Refused, r => Assert.Equal(("OVERLOADED", 0), (r.Value, written[r.Key].Count())));
        Assert.All(written, w => Assert.Single(w));
        await using var again = await site.Server.StartReplicaAsync();
        await again.VerifyCountsAsync();
    }
}
