using Engagement.Articles;
using Engagement.Counts;
using Engagement.Discovery.Related;
using Engagement.Discovery.Terms;
using Engagement.Discovery.Trending;
using Engagement.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Discovery;

internal static class DiscoveryRegistration
{
    /// <summary>
    /// Adds what leads readers on: channels, keywords and companies, related articles, what trends. The host registers
    /// <see cref="DiscoveryOptions"/>.
    /// </summary>
    public static IServiceCollection AddDiscovery(this IServiceCollection services)
    {
        services.AddSingleton<TermChanges>().AddSingleton<TermIndex>().AddSingleton<IArticleIndex>(p => p.GetRequiredService<TermIndex>());
        services.AddSingleton<MissingTerms>().AddSingleton<DescribeChannel>();
        services.AddSingleton<IRecount, TermRecount>().AddSingleton<ISiteRecount, TermTotals>();
        services.AddScoped<TermPages>().AddScoped<TermConnections>().AddScoped<ChannelList>().AddScoped<CompanyPages>();
        services.AddSingleton<RelatedSeeds>().AddSingleton<RelatedCandidates>().AddScoped<RelatedArticles>();
        services.AddSingleton<TrendingMetrics>().AddSingleton<TrendingActivity>().AddSingleton<TrendingRanking>().AddHostedService<TrendingWorker>().AddScoped<TrendingList>();
        return services
            .Extend<ArticleView, ArticleRelated>()
            .Extend<Query, TermQueries>()
            .Extend<Query, TrendingQueries>()
            .Extend<Mutation, TermMutations>()
            .Extend<Channel, ChannelFields>()
            .Extend<Keyword, KeywordFields>()
            .Extend<Company, CompanyFields>();
    }
}
