namespace Engagement.Counts.Traffic;

/// <summary>Why something that came over HTTP is no reader's doing, and is not counted.</summary>
public enum InvalidTrafficReason
{
    /// <summary>A program that reads pages: a search engine, an archive, a monitor, a script.</summary>
    Crawler = 1,

    /// <summary>A program that shows what a link leads to: beside a post, in a chat, in a mail scanner.</summary>
    Preview = 2,

    /// <summary>A browser that reads ahead of its reader (`Sec-Purpose`, `Purpose`).</summary>
    Prefetch = 3,

    /// <summary>Only the headers were asked for.</summary>
    Head = 4,

    /// <summary>It did not say what program it is.</summary>
    NoAgent = 5,

    /// <summary>Somebody who works for the site, or for a sponsor.</summary>
    Staff = 6,

    /// <summary>It calls itself another program than when the page was made.</summary>
    AgentChanged = 7,

    /// <summary>There is more of it than a reader does.</summary>
    Rate = 8,

    /// <summary>A proxy that the site trusts takes it for a program.</summary>
    ProxyVerdict = 9,

    /// <summary>It is said to have been in view for a second, or clicked, sooner than a second after it was decided.</summary>
    TooSoon = 10,
}
