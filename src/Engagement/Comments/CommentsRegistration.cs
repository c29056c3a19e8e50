using Engagement.Articles;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Live;
using Engagement.Readers;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Comments;

internal static class CommentsRegistration
{
    /// <summary>Adds threads: reading, posting, editing, deleting, reacting.</summary>
    public static IServiceCollection AddComments(this IServiceCollection services)
    {
        services.AddSingleton<Bodies.RenderedBodies>();
        services.AddSingleton<IRecount, CommentRecount>().AddSingleton<IRecount, ArticleReactionRecount>();
        services.AddSingleton<PostBatch>().AddCommitQueue<PostDraft, PostOutcome>("post", p => p.GetRequiredService<PostBatch>().WriteAsync);
        services.AddSingleton<ReactionBatch>().AddCommitQueue<ReactionDraft, CommentChange>("reaction", p => p.GetRequiredService<ReactionBatch>().WriteAsync);
        services.AddSingleton<ArticleReactionBatch>()
            .AddCommitQueue<ArticleReactionDraft, ArticleReactionOutcome>("article_reaction", p => p.GetRequiredService<ArticleReactionBatch>().WriteAsync);
        services.AddScoped<ReactToArticle>();
        services.AddScoped<PostComment>().AddScoped<PreviewComment>().AddScoped<EditComment>().AddScoped<DeleteComment>().AddScoped<ReactToComment>();
        services.AddSingleton<MergeArticles>();
        services.AddSingleton<PublicCounts>().AddSingleton<NewestComments>();
        services.AddScoped<CommentPages>().AddScoped<CommentCounts>().AddScoped<CommentChanges>().AddScoped<PinLoader>().AddScoped<Descendants>();
        services.AddScoped<CommentLoader>().AddScoped<INodeSource>(s => s.GetRequiredService<CommentLoader>());
        services.AddSingleton<IArticleFeed, CommentFeed>();
        services.AddSingleton<ReaderStamps>().AddHostedService<ReaderStampWorker>();
        services.AddUserErrors(typeof(EditWindowOver), typeof(NotTheAuthor), typeof(Conflict), typeof(BothHaveComments));
        return services
            .Extend<Query, CommentQueries>()
            .Extend<Mutation, CommentMutations>()
            .Extend<Mutation, ArticleReactionMutations>()
            .Extend<Mutation, MergeMutations>()
            .Extend<Subscription, CommentSubscriptions>()
            .Extend<ArticleView, ArticleComments>()
            .Extend<ArticleView, ArticleOfViewer>()
            .Extend<EngagementView, EngagementReactions>()
            .Extend<CommentView, CommentFields>()
            .Extend<CommentView, CommentOfViewer>()
            .Extend<ViewerView, ViewerComments>()
            .Extend<Conflict, ConflictFields>();
    }
}
