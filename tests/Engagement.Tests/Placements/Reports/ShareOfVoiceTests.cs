using Engagement.Placements.Reports;
using Xunit;

namespace Engagement.Tests.Placements.Reports;

public sealed class ShareOfVoiceTests
{
    [Theory]
    [InlineData(30, 100, 29, 1)]
    [InlineData(30, 100, 30, 0)]
    [InlineData(30, 100, 31, 0)]
    [InlineData(40, 1, 0, 0)]
    [InlineData(100, 3_000_000_000, 500_000_000, 2_147_483_647)]
    public void It_is_short_by_the_whole_pages_that_its_percent_lacks(int percent, long pages, long stood, int shortfall) =>
        Assert.Equal(shortfall, ShareOfVoice.Of(percent, new(1, pages, stood)).Shortfall);

    [Fact]
    public void Of_no_pages_it_lacks_none() => Assert.Equal(new(0, 0, 0), ShareOfVoice.Of(30, null));
}
