using Engagement.Articles;
using Engagement.Comments;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Shares;

internal static class SharesRegistration
{
    /// <summary>Adds share buttons, short links, and what is counted of them.</summary>
    public static IServiceCollection AddShares(this IServiceCollection services)
    {
        services.AddSingleton<ShareBatch>().AddCommitQueue<ShareDraft, ShareOutcome>("share", p => p.GetRequiredService<ShareBatch>().WriteAsync);
        services.AddSingleton<ShareMetrics>().AddSingleton<SharedUrls>().AddSingleton<ShareArticles>().AddSingleton<ReplaceShareCode>().AddSingleton<ShareReport>().AddSingleton<ShareExport>();
        services.AddScoped<ShareCounting>().AddScoped<RecordShare>().AddScoped<RecordVisit>();
        services.AddSingleton<IRecount, ShareRecount>().AddSingleton<IMergedRows, MergedShares>();
        services.AddSingleton<ExpiringRows>(new ExpiringRows<ShareMark>("ShareMarks", m => m.CountedAt, TimeSpan.FromDays(3)));
        services.AddSingleton<ExpiringRows>(new ExpiringRows<ShareHour>("ShareHours", h => h.Hour, TimeSpan.FromDays(9)));
        return services
            .Extend<ArticleView, ArticleShares>()
            .Extend<EngagementView, EngagementShares>()
            .Extend<Query, ShareQueries>()
            .Extend<Mutation, ShareMutations>();
    }
}
