using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Readers;

/// <summary>
/// Who may use each field. What is not listed is open to all, but for mutations: one that is not listed keeps the server
/// from starting. A caller who may not is answered UNAUTHENTICATED (anonymous) or FORBIDDEN.
/// </summary>
internal static class Access
{
    /// <summary>Anybody with a token.</summary>
    private const Roles SignedIn = Roles.None;

    /// <summary>Also without one.</summary>
    private static readonly Roles? Anybody = null;

    /// <summary>Field → the roles of which the caller needs one; an admin has all. Null: anybody may.</summary>
    public static IReadOnlyDictionary<string, Roles?> Table { get; } = new Dictionary<string, Roles?>
    {
        ["Query.previewComment"] = SignedIn, // as posting is
        ["Mutation.postComment"] = SignedIn,
        ["Mutation.editComment"] = SignedIn,
        ["Mutation.deleteComment"] = SignedIn,
        ["Mutation.reactToComment"] = SignedIn,
        ["Mutation.removeReaction"] = SignedIn,
        ["Mutation.reactToArticle"] = SignedIn,
        ["Mutation.removeArticleReaction"] = SignedIn,
        ["Mutation.reportComment"] = SignedIn,
        ["Mutation.removeComment"] = Roles.Moderator,
        ["Mutation.restoreComment"] = Roles.Moderator,
        ["Mutation.approveComment"] = Roles.Moderator,
        ["Mutation.pinComment"] = Roles.Moderator,
        ["Mutation.unpinComment"] = Roles.Moderator,
        ["Mutation.setCommenting"] = Roles.Moderator,
        ["Mutation.banReader"] = Roles.Moderator,
        ["Mutation.unbanReader"] = Roles.Moderator,
        ["Mutation.registerArticles"] = Roles.Publisher,
        ["Mutation.mergeArticles"] = Roles.Publisher,
        ["Mutation.describeChannel"] = Roles.Publisher,
        ["Mutation.recordShare"] = Anybody,
        ["Mutation.recordVisit"] = Anybody,
        ["Mutation.replaceShareCode"] = Roles.Publisher,
        ["Query.shareReport"] = Roles.Publisher,
        ["Mutation.recordPlacementEvents"] = Anybody,
        ["Mutation.reportPlacement"] = SignedIn,
        ["Mutation.closePlacementReports"] = Roles.Moderator,
        ["Query.placementReports"] = Roles.Moderator,
        ["Mutation.setPlacementSlot"] = Roles.Publisher,
        ["Mutation.setAdvertiser"] = Roles.Admin,
        ["Query.advertisers"] = Roles.Sponsor, // their own: CampaignSight
        ["Query.campaigns"] = Roles.Sponsor,
        ["Query.campaign"] = Roles.Sponsor,
        ["Query.creative"] = Roles.Sponsor,
        ["Query.explainPlacement"] = Roles.Sponsor,
        ["Query.forecastPlacement"] = Roles.Sponsor,
        ["Query.campaignReport"] = Roles.Sponsor,
        ["Query.slotReport"] = Roles.Publisher,
        ["Query.disclosureLabels"] = Roles.Sponsor,
        ["Mutation.createCampaign"] = Roles.Sponsor,
        ["Mutation.updateCampaign"] = Roles.Sponsor,
        ["Mutation.moveCampaign"] = Roles.Sponsor,
        ["Mutation.addCreative"] = Roles.Sponsor,
        ["Mutation.replaceCreative"] = Roles.Sponsor,
        ["Mutation.removeCreative"] = Roles.Sponsor,
    };

    /// <summary>Puts the table before the resolvers of the fields that it lists.</summary>
    internal sealed class Guard : BaseSchemaNodeVisitor
    {
        public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema)
        {
            var isMutation = type == schema.Mutation;
            if (!Table.TryGetValue($"{type.Name}.{field.Name}", out var listed) && isMutation)
                throw new InvalidOperationException($"{type.Name}.{field.Name} is missing in the table of who may use it.");
            if (listed is not { } roles)
                return;
            var inner = field.Resolver ?? throw new InvalidOperationException($"{type.Name}.{field.Name} has no resolver.");
            field.Resolver = new FuncFieldResolver<object?>(context =>
                Refuse(context.RequestServices!.GetRequiredService<Viewer>().Caller, roles) is { } error
                    ? throw error
                    : inner.ResolveAsync(context));
        }

        private static ExecutionError? Refuse(Caller? caller, Roles roles) => caller switch
        {
            null => new ExecutionError("Sign in to use this field.") { Code = "UNAUTHENTICATED" },
            _ when roles != SignedIn && !caller.Is(roles) => new ExecutionError("This field is not for the caller's roles.") { Code = "FORBIDDEN" },
            _ => null,
        };
    }
}
