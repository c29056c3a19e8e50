using Engagement.Articles;
using Engagement.Counts.Traffic;
using Engagement.Graph;
using Engagement.Readers;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Counts;

internal static class CountsRegistration
{
    /// <summary>Adds the tallies.</summary>
    public static IServiceCollection AddCounts(this IServiceCollection services) =>
        services
            .AddSingleton<CountsVerifier>().AddSingleton<CountedInPassing>()
            .AddSingleton<EngagementChanges>().AddHostedService(p => p.GetRequiredService<EngagementChanges>())
            .Extend<Subscription, CountSubscriptions>()
            .Extend<ArticleView, ArticleCounts>().Extend<ReaderView, ReaderCounts>();
}
