using Engagement.Data;
using Xunit;

namespace Engagement.Tests.Data;

public sealed class IdsTests
{
    [Fact]
    public void Ids_of_one_instant_are_distinct_and_grow()
    {
        var now = new DateTime(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);

        var ids = Enumerable.Range(0, 5_000).Select(_ => Ids.New(now)).ToList();

        Assert.Equal(ids.Order(), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void A_clock_that_goes_back_makes_no_smaller_id()
    {
        var now = new DateTime(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);

        Assert.True(Ids.New(now) < Ids.New(now.AddHours(-1)));
    }
}
