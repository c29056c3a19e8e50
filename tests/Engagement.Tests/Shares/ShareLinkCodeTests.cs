using Engagement.Articles;
using Engagement.Shares;
using Xunit;

namespace Engagement.Tests.Shares;

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
