using Engagement.Articles;
using Engagement.Live;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Counts;

/// <summary>An article whose counts may have changed, as it was read. One object for all who follow it.</summary>
internal sealed record EngagementChanged(ArticleView Article) : LiveEvent(Article.Version)
{
    internal override object Payload => Article;

    internal override void Prime(IServiceProvider scope) => scope.GetRequiredService<ArticleLoader>().Prime(Article);
}
