using Engagement.Articles;
using Engagement.Graph;

namespace Engagement.Counts;

/// <summary>Counts that never need a scan: exact content counts, tallies at most a second old.</summary>
/// <param name="Comments">Published comments of all depths.</param>
/// <param name="Participants">Readers with at least one published comment.</param>
/// <param name="LastCommentAt">When the latest published comment was written.</param>
[GraphQL.Name("Engagement"), CacheableBy(VersionOf.Article)]
internal sealed record EngagementView(int Comments, int Participants, DateTime? LastCommentAt)
{
    /// <summary>The article's row: what features add their counts by.</summary>
    [GraphQL.Ignore]
    public required long ArticleId { get; init; }
}

internal sealed class ArticleCounts
{
    /// <summary>How much is going on under the article.</summary>
    [CacheableBy(VersionOf.Article)]
    public EngagementView Engagement([Parent] ArticleView article) =>
        new(article.Row.CommentCount, article.Row.ParticipantCount, article.Row.LastCommentAt) { ArticleId = article.Row.Id };
}
