using Engagement.Graph;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Engagement.Articles;

internal static class ArticlesRegistration
{
    /// <summary>Adds the articles: their look-up, their fields and their registration.</summary>
    public static IServiceCollection AddArticles(this IServiceCollection services)
    {
        services.AddSingleton<ArticleWrites>().AddSingleton<NamedArticles>();
        services.AddSingleton<RegisterArticles>().AddSingleton<MissingAddresses>().AddSingleton<MissingShareCodes>();
        services.AddScoped<ArticleLoader>();
        services.AddScoped<TermLoader>();
        services.AddScoped<INodeSource, ArticleNodes>();
        services.TryAddSingleton<IArticleTickets, NoTickets>();
        services.AddUserErrors(typeof(ThreadClosed), typeof(InvalidTicket));
        services.Extend<Query, ArticleQueries>();
        services.Extend<Mutation, ArticleMutations>();
        return services.Extend<ArticleView, ArticleFields>();
    }
}
