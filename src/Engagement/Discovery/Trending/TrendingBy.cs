namespace Engagement.Discovery.Trending;

/// <summary>What makes an article trend.</summary>
public enum TrendingBy
{
    /// <summary>Published comments.</summary>
    Comments = 1,

    /// <summary>Reactions to the article and to its published comments.</summary>
    Reactions = 2,

    /// <summary>Uses of share buttons, and readers who came by shared links.</summary>
    Shares = 3,

    /// <summary>All of these: a comment counts 4, a share 2, a reaction 1.</summary>
    All = 4,
}

/// <summary>The time before the last :00 or :30 that is looked at.</summary>
public enum TrendingWindow
{
    /// <summary>One hour, in which all counts alike.</summary>
    Hour = 1,

    /// <summary>24 hours; what is 6 hours older counts half.</summary>
    Day = 2,

    /// <summary>168 hours; what is 48 hours older counts half.</summary>
    Week = 3,
}
