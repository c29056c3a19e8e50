using Engagement.Comments;
using Engagement.Counts;
using Engagement.Tests.Moderation;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Tests.Counts;

public sealed class CountsVerifierTests
{
    [Fact]
    public async Task A_repaired_comment_that_is_held_stays_out_of_the_feed()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        var shown = await site.PostAsync(site.Ann, articleId);
        await site.PremoderateAsync(articleId);
        var held = await site.PostAsync(site.Ben, articleId);
        await using (var db = await site.DbAsync())
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Comments\" SET \"Likes\" = 7", TestContext.Current.CancellationToken);
        var version = (await site.CommentAsync(shown)).ChangedVersion;

        var found = await site.Get<CountsVerifier>().VerifyAsync(repair: true, null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, found.Count);
        Assert.True((await site.CommentAsync(shown)).ChangedVersion > version);
        Assert.Equal((0, 0), ((await site.CommentAsync(held)).Likes, (await site.CommentAsync(held)).ChangedVersion));
        Assert.Empty(await site.Get<CountsVerifier>().VerifyAsync(repair: false, null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_last_sequence_number_that_lags_is_repaired_and_the_thread_takes_posts_again()
    {
        await using var site = await ModeratedSite.OpenAsync();
        var articleId = await site.AddArticleAsync();
        for (var i = 0; i < 3; i++)
            await site.PostAsync(site.Ann, articleId);
        await using (var db = await site.DbAsync())
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Articles\" SET \"LastSeq\" = 1", TestContext.Current.CancellationToken);

        var found = await site.Get<CountsVerifier>().VerifyAsync(repair: true, null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        await site.PostAsync(site.Ben, articleId);

        Assert.Equal(("1", "3"), (Assert.Single(found).Stored, found[0].Counted));
        Assert.Equal([1, 2, 3, 4], (await site.RowsAsync<Comment>()).Select(c => c.Seq).Order());
        Assert.Empty(await site.Get<CountsVerifier>().VerifyAsync(repair: false, null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }
}
