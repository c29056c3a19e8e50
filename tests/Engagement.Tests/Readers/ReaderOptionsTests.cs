using Engagement.Readers;
using Xunit;

namespace Engagement.Tests.Readers;

public sealed class ReaderOptionsTests
{
    private readonly ReaderOptions _options = new() { PictureHosts = { "pictures.example" } };

    [Theory]
    [InlineData("https://pictures.example/a.png", "https://pictures.example/a.png")]
    [InlineData("https://PICTURES.example/ä.png", "https://pictures.example/%C3%A4.png")]
    [InlineData("http://pictures.example/a.png", null)]
    [InlineData("https://other.example/a.png", null)]
    [InlineData("https://user@pictures.example/a.png", null)]
    [InlineData("/a.png", null)]
    [InlineData(null, null)]
    public void A_picture_is_taken_from_an_allowed_host_only(string? url, string? picture) => Assert.Equal(picture, _options.AllowedPicture(url));

    [Theory]
    [InlineData('a', Caller.MaxPictureLength)]
    [InlineData('ä', Caller.MaxPictureLength / 6)] // as %C3%A4
    public void What_is_kept_is_at_most_as_long_as_its_column(char letter, int letters)
    {
        const string host = "https://pictures.example/";

        Assert.NotNull(_options.AllowedPicture(host + new string(letter, letters - host.Length)));
        Assert.Null(_options.AllowedPicture(host + new string(letter, letters + 1)));
    }
}
