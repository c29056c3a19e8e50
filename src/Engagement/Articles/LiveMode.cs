namespace Engagement.Articles;

/// <summary>How a page keeps up with a thread. Clients obey it; the server answers either way.</summary>
public enum LiveMode
{
    /// <summary>By a subscription.</summary>
    Live = 1,

    /// <summary>By `Article.changes`, every `pollInterval` seconds.</summary>
    Poll = 2,

    /// <summary>Not at all: until the page is loaded again.</summary>
    Off = 3,
}
