using GraphQL;

namespace Engagement.Shares;

/// <summary>What a channel's page is opened with. Without an address (<see cref="ShareChannel.Copy"/>, <see cref="ShareChannel.Native"/>) there is no page.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Letter">The last character of its short links, one of base 62. Never changed: links are out there.</param>
/// <param name="Address">Of the page, without parameters; null for none.</param>
/// <param name="LinkParameter">The parameter with the link; null: it goes into the text, behind the title.</param>
/// <param name="TextParameter">The parameter with the title; null: the channel takes the title from the page itself.</param>
/// <param name="Limit">How much text the channel takes, the link counted in it.</param>
internal sealed record ShareChannelData(
    ShareChannel Channel, char Letter, string? Address = null, string? LinkParameter = null, string? TextParameter = null, TextLimit Limit = default)
{
    /// <summary>As the contract writes it, such as <c>HACKER_NEWS</c>.</summary>
    public string Name { get; } = $"{Channel}".ToConstantCase();
}

/// <summary>All channels. To correct an address or a limit, change it here: nothing of this is stored.</summary>
internal static class ShareChannels
{
    /// <summary>In the order in which pages show them.</summary>
    public static IReadOnlyList<ShareChannelData> All { get; } =
    [
        // https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/plugins/share-plugin: the page's own title and picture are shown.
        new(ShareChannel.Linkedin, 'l', "https://www.linkedin.com/sharing/share-offsite/", LinkParameter: "url"),

        // https://developer.x.com/en/docs/x-for-websites/tweet-button/guides/web-intent; the count https://docs.x.com/fundamentals/counting-characters.
        new(ShareChannel.X, 'x', "https://x.com/intent/tweet", LinkParameter: "url", TextParameter: "text", Limit: new(TextCount.Weighted, 280)),

        // https://developers.facebook.com/docs/plugins/share-button: the page's own title and picture are shown.
        new(ShareChannel.Facebook, 'f', "https://www.facebook.com/sharer/sharer.php", LinkParameter: "u"),

        // https://faq.whatsapp.com/5913398998672934: one text, which has the link.
        new(ShareChannel.Whatsapp, 'w', "https://wa.me/", TextParameter: "text"),

        // No page of Reddit's says it; as its own buttons had it. Titles have at most 300 characters.
        new(ShareChannel.Reddit, 'r', "https://www.reddit.com/submit", LinkParameter: "url", TextParameter: "title", Limit: new(TextCount.TitleAlone, 300)),

        // https://news.ycombinator.com/bookmarklet.html; titles have at most 80 characters, which its form says itself.
        new(ShareChannel.HackerNews, 'h', "https://news.ycombinator.com/submitlink", LinkParameter: "u", TextParameter: "t", Limit: new(TextCount.TitleAlone, 80)),

        // https://docs.bsky.app/docs/advanced-guides/intent-links: one text of 300 grapheme clusters, which has the link.
        new(ShareChannel.Bluesky, 'b', "https://bsky.app/intent/compose", TextParameter: "text", Limit: new(TextCount.Graphemes, 300)),

        // https://share.joinmastodon.org: one text, which has the link; 500 characters unless the reader's server says otherwise.
        new(ShareChannel.Mastodon, 'm', "https://share.joinmastodon.org/", TextParameter: "text", Limit: new(TextCount.Graphemes, 500)),

        // https://developers.facebook.com/docs/threads/threads-web-intents; 500 characters.
        new(ShareChannel.Threads, 't', "https://www.threads.com/intent/post", LinkParameter: "url", TextParameter: "text", Limit: new(TextCount.Graphemes, 500)),

        // https://core.telegram.org/widgets/share
        new(ShareChannel.Telegram, 'g', "https://t.me/share/url", LinkParameter: "url", TextParameter: "text"),

        // RFC 6068: the title is the subject, the link the body.
        new(ShareChannel.Email, 'e', "mailto:", LinkParameter: "body", TextParameter: "subject"),
        new(ShareChannel.Copy, 'c'),

        // https://www.w3.org/TR/web-share/: title and url as they are.
        new(ShareChannel.Native, 'n'),
    ];

    private static readonly Dictionary<ShareChannel, ShareChannelData> ByChannel = All.ToDictionary(c => c.Channel);
    private static readonly Dictionary<string, ShareChannel> ByName = All.ToDictionary(c => c.Name, c => c.Channel);
    private static readonly Dictionary<char, ShareChannelData> ByLetter = All.ToDictionary(c => c.Letter);

    /// <summary>What is known of the channel.</summary>
    public static ShareChannelData Of(ShareChannel channel) => ByChannel[channel];

    /// <summary>The channel whose short links end so; null for none.</summary>
    public static ShareChannelData? Find(char letter) => ByLetter.GetValueOrDefault(letter);

    /// <summary>The channel with this name; null for none.</summary>
    public static ShareChannel? Parse(string name) => ByName.TryGetValue(name, out var channel) ? channel : null;
}
