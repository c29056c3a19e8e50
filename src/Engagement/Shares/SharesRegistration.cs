using Engagement.Articles;
using Engagement.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Shares;

internal static class SharesRegistration
{
    /// <summary>Adds share buttons.</summary>
    public static IServiceCollection AddShares(this IServiceCollection services) => services.Extend<ArticleView, ArticleShares>();
}
