namespace Engagement.Articles;

/// <summary>Whether the public sees an article.</summary>
public enum ArticleState
{
    /// <summary>Everybody sees it.</summary>
    Published = 1,

    /// <summary>Null to the public; comments are kept.</summary>
    Unpublished = 2,
}
