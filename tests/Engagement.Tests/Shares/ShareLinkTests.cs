using System.Text.Json;
using CsCheck;
using Engagement.Shares;
using Xunit;

namespace Engagement.Tests.Shares;

public sealed class ShareLinkTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Shares", "share-links.json"))).RootElement;

    private static readonly string[] Characters =
        ["\"", "'", "&", "#", "+", "%", "=", "?", "/", ";", ":", " ", "\n", "a", "ß", "中", "ع", "👩‍👩‍👧", "👍🏽", "é", "e\u0301", "🇩🇪"];

    private static readonly string Link = Vectors.GetProperty("link").GetString()!;

    public static TheoryData<string, string, string?> All => [.. Vectors.GetProperty("vectors").EnumerateArray().Select(v => new TheoryDataRow<string, string, string?>(
        v.GetProperty("channel").GetString()!, v.GetProperty("title").GetString()!, v.GetProperty("url").GetString()))];

    [Theory, MemberData(nameof(All))]
    public void The_button_opens_this(string channel, string title, string? url) =>
        Assert.Equal(url, ShareLink.Of(ShareChannels.Of(Enum.Parse<ShareChannel>(channel)), Link, title).Url);

    [Fact]
    public void Of_a_title_full_of_names_X_is_given_what_has_room()
    {
        var title = ShareLink.Of(ShareChannels.Of(ShareChannel.X), Link, string.Join(' ', Enumerable.Repeat("Amazon.com t.co", 18))).Title;
        Assert.Equal(string.Join(' ', Enumerable.Repeat("Amazon.com t.co", 5)) + " A…", title);
    }

    [Theory]
    [InlineData(ShareChannel.HackerNews, 80)]
    [InlineData(ShareChannel.Reddit, 300)]
    public void What_a_form_limits_is_cut_as_the_form_counts(ShareChannel channel, int most)
    {
        var title = ShareLink.Of(ShareChannels.Of(channel), Link, string.Concat(Enumerable.Repeat("👩‍👩‍👧", 100))).Title;
        Assert.InRange(title.Length, most - 8, most);
        Assert.EndsWith("👩‍👩‍👧…", title);
    }

    [Fact]
    public void Every_channel_has_a_vector()
    {
        Assert.Equal(Enum.GetValues<ShareChannel>(), ShareChannels.All.Select(c => c.Channel));
        Assert.Equal(Enum.GetNames<ShareChannel>().Order(), Vectors.GetProperty("vectors").EnumerateArray().Select(v => v.GetProperty("channel").GetString()!).Distinct().Order());
    }

    [Fact]
    public void Title_and_link_arrive_as_they_are_whatever_is_in_them() =>
        Gen.Select(Gen.Int[0, ShareChannels.All.Count - 1], Title(0, 40)).Sample((i, title) =>
        {
            var data = ShareChannels.All[i];
            var share = ShareLink.Of(data, Link, title);
            if (data.Address is null)
                return;
            var parameters = share.Url![(share.Url!.IndexOf('?') + 1)..].Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
            if (data.LinkParameter is { } link)
                Assert.Equal(Link, parameters[link]);
            else
                Assert.EndsWith(Link, parameters[data.TextParameter!], StringComparison.Ordinal);
        });

    [Fact]
    public void A_title_is_cut_to_the_limit_of_the_channel_and_the_link_is_not() =>
        Gen.Select(Gen.Int[0, ShareChannels.All.Count - 1], Title(0, 600)).Sample((i, title) =>
        {
            var data = ShareChannels.All[i];
            var share = ShareLink.Of(data, Link, title);
            title = string.Join(' ', title.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
            if (data.Limit.Count == TextCount.None)
            {
                Assert.Equal(title, share.Title);
                return;
            }
            var link = data.Limit.Count switch { TextCount.Weighted => 24, TextCount.Graphemes => 1 + Link.Length, _ => 0 };
            Assert.True(data.Limit.Length(share.Title) + link <= data.Limit.Most, $"{data.Channel}: {share.Title}");
            if (data.Limit.Length(title) + link <= data.Limit.Most)
                Assert.Equal(title, share.Title);
            else
                Assert.EndsWith("…", share.Title, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("café", 4)]
    [InlineData("cafe\u0301", 4)]
    [InlineData("中国", 4)]
    [InlineData("👾", 2)]
    [InlineData("👩‍👩‍👧‍👦", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("🇩🇪", 2)]
    [InlineData("1️⃣", 2)]
    [InlineData("“quoted”", 8)]
    [InlineData("مرحبا", 5)]
    public void Characters_weigh_as_at_X(string text, int weight) => Assert.Equal(weight, new TextLimit(TextCount.Weighted, 280).Length(text));

    [Fact]
    public void Three_hundred_characters_fit_where_they_may()
    {
        var title = string.Concat(Enumerable.Repeat("abcde ", 50)).Trim() + "!";
        Assert.Equal(300, title.Length);
        Assert.Equal(280 - 24, new TextLimit(TextCount.Weighted, 280).Length(ShareLink.Of(ShareChannels.Of(ShareChannel.X), Link, title).Title));
        Assert.Equal(title, ShareLink.Of(ShareChannels.Of(ShareChannel.Whatsapp), Link, title).Title);
        Assert.Equal(title, ShareLink.Of(ShareChannels.Of(ShareChannel.Reddit), Link, title).Title);
    }

    [Fact]
    public void X_makes_links_of_names_in_a_title()
    {
        var x = ShareChannels.Of(ShareChannel.X);
        var title = "Booking.com " + new string('a', 280 - 24 - 12);
        Assert.Equal(280 - 24, x.Limit.Length(title));
        var cut = ShareLink.Of(x, Link, title).Title;
        Assert.Equal(280 - 24, 23 - "Booking.com".Length + x.Limit.Length(cut)); // twitter-text: a link counts 23
        Assert.EndsWith("…", cut, StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_is_one_line() =>
        Assert.Equal($"mailto:?subject=One%20two&body={Uri.EscapeDataString(Link)}", ShareLink.Of(ShareChannels.Of(ShareChannel.Email), Link, " One\r\n\u0085\ttwo\u0007").Url);

    private static Gen<string> Title(int least, int most) => Gen.Int[0, Characters.Length - 1].Select(i => Characters[i]).Array[least, most].Select(string.Concat);
}
