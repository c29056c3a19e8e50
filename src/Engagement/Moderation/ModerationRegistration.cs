using Engagement.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Moderation;

internal static class ModerationRegistration
{
    /// <summary>Adds reports, moderators' decisions and what moderators read. The host registers <see cref="ModerationOptions"/>.</summary>
    public static IServiceCollection AddModeration(this IServiceCollection services)
    {
        services.AddScoped<CommentDecisions>();
        services.AddScoped<RemoveComment>().AddScoped<RestoreComment>().AddScoped<ApproveComment>().AddScoped<PinComment>();
        services.AddScoped<SetCommenting>().AddScoped<BanReader>().AddScoped<ReportComment>();
        services.AddSingleton<CloseThreads>().AddHostedService<ThreadClosing>();
        services.AddSingleton<ModeratedComments>().AddSingleton<AuditTrail>();
        return services
            .Extend<Query, ModerationQueries>()
            .Extend<Mutation, ReportMutations>()
            .Extend<Mutation, ModerationMutations>()
            .Extend<ModerationView, ModerationFields>()
            .Extend<ModeratedCommentView, ModeratedCommentFields>()
            .Extend<ReportView, ReportFields>()
            .Extend<AuditEntryView, AuditEntryFields>()
            .Extend<ModeratedReaderView, ModeratedReaderFields>();
    }
}
