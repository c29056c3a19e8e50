namespace Engagement.Articles;

/// <summary>
/// What a source says of an article for certain, and so replaces what is known. What else it has completes only: it counts
/// where nothing is known.
/// </summary>
[Flags]
internal enum ArticleParts
{
    None = 0,

    /// <summary>Where the article is known by its key; known by a URL, now or formerly, it keeps the one it has.</summary>
    Url = 1,
    Title = 2,
    PublishedAt = 4,
    Channels = 8,
    Keywords = 16,
    Companies = 32,
    Authors = 64,

    Language = 256,

    /// <summary>Key, state, flag and related articles: only the publisher's own list says these, and then all of the article.</summary>
    Rest = 128,

    All = Url | Title | PublishedAt | Channels | Keywords | Companies | Authors | Language | Rest,
}
