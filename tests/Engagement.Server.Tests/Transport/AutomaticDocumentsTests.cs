using Engagement.Transport;
using Engagement.Transport.Documents;
using Microsoft.Extensions.Options;
using Xunit;

namespace Engagement.Server.Tests.Transport;

public sealed class AutomaticDocumentsTests
{
    [Fact]
    public void The_one_not_asked_for_the_longest_goes_first()
    {
        var documents = Of(2 * 504);
        documents.Keep("a", "aaaa");
        documents.Keep("b", "bbbb");
        Assert.True(documents.TryFind("a", out _));

        documents.Keep("c", "cccc");

        Assert.False(documents.TryFind("b", out _));
        Assert.True(documents.TryFind("a", out var a));
        Assert.True(documents.TryFind("c", out var c));
        Assert.Equal(("aaaa", "cccc"), (a, c));
    }

    [Fact]
    public void One_that_is_larger_than_all_room_is_not_kept_and_drives_nothing_out()
    {
        var documents = Of(2 * 504);
        documents.Keep("a", "aaaa");

        documents.Keep("b", new string('b', 2 * 504 - 500 + 1));

        Assert.False(documents.TryFind("b", out _));
        Assert.True(documents.TryFind("a", out _));
    }

    [Fact]
    public void One_kept_twice_counts_once()
    {
        var documents = Of(2 * 504);
        documents.Keep("a", "aaaa");
        documents.Keep("a", "aaaa");
        documents.Keep("b", "bbbb");

        Assert.True(documents.TryFind("a", out _));
        Assert.True(documents.TryFind("b", out _));
    }

    [Fact]
    public void Short_ones_count_what_keeping_them_takes()
    {
        var documents = Of(100_000);
        for (var i = 0; i < 10_000; i++)
            documents.Keep($"{i}", "{ __typename }");

        Assert.Equal(100_000 / (500 + 14), Enumerable.Range(0, 10_000).Count(i => documents.TryFind($"{i}", out _)));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void No_room_turns_them_off(int? limit, bool on) => Assert.Equal(on, Of(limit).AreOn);

    private static AutomaticDocuments Of(int? limit) => new(Options.Create(new TransportOptions { AutomaticDocuments = limit }));
}
