using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Articles;

/// <summary>Share buttons over HTTP; what each channel's link is says a table of vectors beside the rules.</summary>
public sealed class ShareLinksTests
{
    [Theory, EachEngine]
    public async Task Buttons_come_in_the_order_asked_each_once(string engine)
    {
        await using var site = await Site.StartAsync(engine, settings: ["Shares:DirectChannels=COPY, BLUESKY"]);
        await site.ArticleAsync("a b");

        var data = await site.Anybody.QueryAsync("""{ article(by: {key: "a b"}) { shareLinks(channels: [COPY, BLUESKY, COPY]) { channel url sharedUrl title } } }""");
        Assert.Matches(
            """^{"shareLinks":\[{"channel":"COPY","url":null,"sharedUrl":"https://news.example/a%20b\?share=(\w{9})c","title":"a b"},"""
            + """{"channel":"BLUESKY","url":"https://bsky.app/intent/compose\?text=a%20b%20https%3A%2F%2Fnews.example%2Fa%2520b%3Fshare%3D\1b","sharedUrl":"https://news.example/a%20b\?share=\1b","title":"a b"}\]}$""",
            data.GetProperty("article").GetRawText());
    }

    [Theory, EachEngine]
    public async Task All_channels_come_if_none_is_said(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.ArticleAsync("a");

        var links = (await site.Anybody.QueryAsync("""{ article(by: {key: "a"}) { shareLinks { channel } } }""")).GetProperty("article").GetProperty("shareLinks");
        Assert.Equal(
            ["LINKEDIN", "X", "FACEBOOK", "WHATSAPP", "REDDIT", "HACKER_NEWS", "BLUESKY", "MASTODON", "THREADS", "TELEGRAM", "EMAIL", "COPY", "NATIVE"],
            links.EnumerateArray().Select(l => l.GetProperty("channel").GetString()!));
    }
}
