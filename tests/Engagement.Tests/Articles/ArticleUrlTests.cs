using CsCheck;
using Engagement.Articles;
using Xunit;

namespace Engagement.Tests.Articles;

public sealed class ArticleUrlTests
{
    [Theory]
    [InlineData("https://news.example/a", "https://news.example/a")]
    [InlineData("HTTPS://News.Example:443/a/../b", "https://news.example/b")]
    [InlineData("http://news.example", "http://news.example/")]
    [InlineData("https://bücher.example/ä?q=ü#ö", "https://xn--bcher-kva.example/%C3%A4?q=%C3%BC#%C3%B6")]
    [InlineData("https://[::1]:8080/a", "https://[::1]:8080/a")]
    [InlineData("https://@news.example/", "https://news.example/")]
    public void An_address_has_one_form(string text, string canonical)
    {
        Assert.True(ArticleUrl.TryParse(text, out var url));
        Assert.Equal(canonical, url);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("//news.example/a")]
    [InlineData("news.example/a")]
    [InlineData("ftp://news.example/a")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://")]
    [InlineData("https://user@news.example/")]
    [InlineData("https://user:word@news.example/")]
    [InlineData(" https://news.example/")]
    [InlineData("https://news.example/\0")]
    [InlineData("https://news.example/\n")]
    [InlineData("https://new¨s.example/")]
    [InlineData("https://\u00ad/")]
    [InlineData("https://xn--ü/")]
    public void What_is_no_page_is_refused(string? text) => Assert.False(ArticleUrl.TryParse(text, out _));

    [Fact] // An attribute cannot hold half a surrogate pair.
    public void Half_a_character_is_refused() => Assert.False(ArticleUrl.TryParse("https://news.example/\ud800", out _));

    [Fact]
    public void Any_text_is_taken_or_refused_and_the_form_of_a_form_is_itself() =>
        Gen.Select(Gen.OneOf("https://", "http://a", "https://ü.example/", ""), Gen.String).Sample((start, rest) =>
        {
            if (ArticleUrl.TryParse(start + rest, out var url))
                Assert.True(ArticleUrl.TryParse(url, out var again) && again == url, $"{url} became {again}");
        });
}
