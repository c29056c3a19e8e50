using Engagement.Articles;

namespace Engagement.Shares;

/// <summary>What stands behind <c>/s/</c> in a short link: an article's share code, and the letter of a channel.</summary>
/// <param name="Code">9 characters of base 62, see <see cref="ShareCode"/>.</param>
/// <param name="Channel">By which it was shared.</param>
internal readonly record struct ShareLinkCode(string Code, ShareChannel Channel)
{
    /// <summary>Null for what is none.</summary>
    public static ShareLinkCode? Parse(string? text) =>
        text is not null && ShareCode.IsLink(text) && ShareChannels.Find(text[^1]) is { } channel
            ? new(text[..^1], channel.Channel)
            : null;

    public override string ToString() => Code + ShareChannels.Of(Channel).Letter;
}
