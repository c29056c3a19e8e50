using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Counts;

/// <summary>Counts that never need a scan: exact content counts, tallies at most a second old.</summary>
/// <param name="Comments">Published comments of all depths.</param>
/// <param name="Participants">Readers with at least one published comment.</param>
/// <param name="LastCommentAt">When the latest published comment was written.</param>
[GraphQL.Name("Engagement"), CacheableBy(VersionOf.Article)]
internal sealed record EngagementView(int Comments, int Participants, DateTime? LastCommentAt);

internal sealed class ArticleCounts
{
    /// <summary>How much is going on under the article.</summary>
    [CacheableBy(VersionOf.Article)]
    public EngagementView Engagement([Parent] ArticleView article) =>
        new(article.Row.CommentCount, article.Row.ParticipantCount, article.Row.LastCommentAt);
}

internal sealed class ReaderCounts(IDbContextFactory<EngagementDbContext> contexts)
{
    private sealed record Total(int Comments);

    private readonly BatchLoader<long, Total> _totals = new(async (readerIds, cancel) =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Participant>().Where(p => readerIds.Contains(p.ReaderId)).GroupBy(p => p.ReaderId)
            .Select(g => new { g.Key, Comments = g.Sum(p => p.Comments) }).ToDictionaryAsync(g => g.Key, g => new Total(g.Comments), cancel);
    });

    /// <summary>Published comments.</summary>
    [CacheableFor(60)]
    public IDataLoaderResult<int> CommentCount([Parent] ReaderView reader) => _totals.Load(reader.Key).Then(t => t?.Comments ?? 0);
}

internal static class CountsRegistration
{
    /// <summary>Adds the tallies.</summary>
    public static IServiceCollection AddCounts(this IServiceCollection services) =>
        services.Extend<ArticleView, ArticleCounts>().Extend<ReaderView, ReaderCounts>();
}
