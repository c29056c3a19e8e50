using Engagement.Live;
using Engagement.Redis;
using Xunit;

namespace Engagement.Server.Tests.Replicas;

public sealed class NoticeBatchTests
{
    [Fact]
    public void Of_one_article_the_highest_version_is_told_in_whatever_order_it_comes()
    {
        var batch = new NoticeBatch();
        foreach (var notice in (ArticleNotice[])[new(7, 3), new(8, 1), new(7, 5), new(7, 4)])
            batch.Add(notice);

        Assert.Equal([new(7, 5), new(8, 1)], NoticeText.Read(batch.ToString()).OrderBy(n => n.ArticleId));

        batch.Clear();
        Assert.Equal((0, ""), (batch.Count, batch.ToString()));
    }
}
