using Engagement.Graph;

namespace Engagement.Shares;

/// <summary>What a share button does.</summary>
/// <param name="Channel">Where to.</param>
/// <param name="Url">What the button opens, such as `https://…` or `mailto:…`; null for COPY and NATIVE.</param>
/// <param name="SharedUrl">What is shared: a short link, or the article's URL with a parameter; by either visits are counted.</param>
/// <param name="Title">Of the article, cut where the channel would refuse it; the link never is.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record ShareLink(ShareChannel Channel, string? Url, [property: Url] string SharedUrl, string Title)
{
    /// <param name="data">The channel.</param>
    /// <param name="link">What is shared.</param>
    /// <param name="title">The article's.</param>
    public static ShareLink Of(ShareChannelData data, string link, string title)
    {
        var text = data.Limit.Cut(OneLine(title), link);
        return new ShareLink(data.Channel, Address(data, link, text), link, text);
    }

    /// <summary>A subject of a mail has no line breaks (RFC 6068, section 5), and a headline needs none elsewhere.</summary>
    private static string OneLine(string title) => string.Join(' ', title.Split([.. title.Where(c => char.IsWhiteSpace(c) || char.IsControl(c))], StringSplitOptions.RemoveEmptyEntries));

    private static string? Address(ShareChannelData data, string link, string text)
    {
        if (data.Address is not { } address)
            return null;
        var parameters = new List<string>();
        if (data.TextParameter is { } textName)
        {
            var whole = data.LinkParameter is null ? $"{text} {link}".TrimStart() : text;
            if (whole.Length > 0)
                parameters.Add($"{textName}={Uri.EscapeDataString(whole)}");
        }
        if (data.LinkParameter is { } linkName)
            parameters.Add($"{linkName}={Uri.EscapeDataString(link)}");
        return $"{address}?{string.Join('&', parameters)}"; // RFC 3986: every character but the unreserved ones is encoded, once
    }
}
