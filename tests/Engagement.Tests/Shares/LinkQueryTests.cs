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

    [Theory]
    [InlineData("https://news.example/a?share=1", "https://news.example/a?share=1&share=vPBNx4j8Xh")]
    [InlineData("https://news.example/a?share=abcdefghix&id=1", "https://news.example/a?id=1&share=vPBNx4j8Xh")]
    public void A_parameter_of_the_publishers_own_stays(string link, string expected)
    {
        var shared = LinkQuery.With(link, ("share", "vPBNx4j8Xh"));
        Assert.Equal(expected, shared);
        Assert.Equal(UrlIdentity.Of(link), UrlIdentity.Of(shared));
    }
}
