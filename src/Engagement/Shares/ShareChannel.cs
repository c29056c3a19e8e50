namespace Engagement.Shares;

/// <summary>Where a reader shares an article to.</summary>
public enum ShareChannel
{
    /// <summary>LinkedIn.</summary>
    Linkedin = 1,

    /// <summary>X, formerly Twitter.</summary>
    X = 2,

    /// <summary>Facebook.</summary>
    Facebook = 3,

    /// <summary>WhatsApp.</summary>
    Whatsapp = 4,

    /// <summary>Reddit.</summary>
    Reddit = 5,

    /// <summary>Hacker News.</summary>
    HackerNews = 6,

    /// <summary>Bluesky.</summary>
    Bluesky = 7,

    /// <summary>Mastodon, any server of the reader's.</summary>
    Mastodon = 8,

    /// <summary>Threads.</summary>
    Threads = 9,

    /// <summary>Telegram.</summary>
    Telegram = 10,

    /// <summary>A mail of the reader's own.</summary>
    Email = 11,

    /// <summary>The link, copied to paste it anywhere.</summary>
    Copy = 12,

    /// <summary>The share sheet of the reader's device (Web Share).</summary>
    Native = 13,
}
