using Engagement.Articles;

namespace Engagement.Comments;

/// <summary>What a feature has under an article that is merged into another.</summary>
internal interface IMergedRows
{
    /// <summary>Moves it, under the locks of both.</summary>
    Task MoveAsync(ArticleWrite write, Article stays, Article goes, CancellationToken cancel);
}
