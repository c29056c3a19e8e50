namespace Engagement.Articles;

/// <summary>Whether the public sees an article.</summary>
public enum ArticleState
{
    Published = 1,

    /// <summary>Null to the public; comments are kept.</summary>
    Unpublished = 2,
}
