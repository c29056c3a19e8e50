using Engagement.Graph;
using Xunit;

namespace Engagement.Tests.Graph;

public sealed class InstantTypeTests
{
    private static readonly InstantType Instant = new();

    [Theory]
    [InlineData("2025-01-02T08:30:00Z", "2025-01-02T08:30:00.000Z")]
    [InlineData("2025-01-02T08:30:00.1239999+02:00", "2025-01-02T06:30:00.123Z")]
    [InlineData("0001-01-01T14:00:00+14:00", "0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    public void Any_offset_is_taken_and_UTC_comes_back(string text, string same) =>
        Assert.Equal(same, Instant.Serialize(Instant.ParseValue(text)));

    [Theory]
    [InlineData("2025-01-02T08:30:00")]
    [InlineData("2025-01-02")]
    [InlineData("2025-01-02t08:30:00z")]
    [InlineData("2025-02-30T08:30:00Z")]
    [InlineData("2025-01-02T08:30:00.12345678Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    public void Anything_else_is_refused(string text) =>
        Assert.ThrowsAny<Exception>(() => Instant.ParseValue(text));
}
