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
}
