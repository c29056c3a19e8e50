using Engagement.Articles;
using Engagement.Shares;
using Xunit;

namespace Engagement.Tests.Shares;

public sealed class LinkQueryTests
{
    [Theory]
    [InlineData("https://news.example/a", "https://news.example/a?utm_source=x&b=1%262")]
    [InlineData("https://news.example/a?", "https://news.example/a?utm_source=x&b=1%262")]
    [InlineData("https://news.example/a?id=7#part", "https://news.example/a?id=7&utm_source=x&b=1%262#part")]
    [InlineData("https://news.example/a?utm_source=feed&id=%C3%BC&utm%5Fsource=y", "https://news.example/a?id=%C3%BC&utm_source=x&b=1%262")]
    [InlineData("https://news.example/a#what?is=this", "https://news.example/a?utm_source=x&b=1%262#what?is=this")]
    [InlineData("https://news.example/a?flag&&x=1", "https://news.example/a?flag&x=1&utm_source=x&b=1%262")]
    [InlineData("https://news.example/a?bad=%zz", "https://news.example/a?bad=%zz&utm_source=x&b=1%262")]
    public void Parameters_go_behind_those_that_are_there_and_replace_their_own(string link, string expected) =>
        Assert.Equal(expected, LinkQuery.With(link, ("utm_source", "x"), ("b", "1&2")));
}

public sealed class ShareLinkCodeTests
{
    [Fact]
    public void Each_channel_has_a_letter_of_its_own_and_is_found_by_it()
    {
        Assert.Equal(Enum.GetValues<ShareChannel>().Length, ShareChannels.All.Select(c => c.Letter).Distinct().Count());
        foreach (var data in ShareChannels.All)
        {
            var link = new ShareLinkCode(ShareCode.New(), data.Channel);
            Assert.Equal(link, ShareLinkCode.Parse($"{link}"));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("123456789")]
    [InlineData("1234567890x")]
    [InlineData("12345678-x")]
    [InlineData("12345678éx")]
    [InlineData("123456789!")]
    [InlineData("123456789Z")]
    public void What_is_none_is_nothing(string? text) => Assert.Null(ShareLinkCode.Parse(text));

    [Fact]
    public void Codes_are_random() => Assert.Equal(10_000, Enumerable.Range(0, 10_000).Select(_ => ShareCode.New()).Distinct().Count());
}
