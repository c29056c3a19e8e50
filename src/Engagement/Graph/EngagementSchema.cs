using GraphQL.Types;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Graph;

/// <summary>The schema, put together from what the features registered.</summary>
internal sealed class EngagementSchema : Schema
{
    public EngagementSchema(IServiceProvider services, IEnumerable<SchemaType> types) : base(services)
    {
        Description = "Comments, moderation and engagement counts under the articles of one publisher.";
        RegisterTypeMapping(typeof(DateTime), typeof(InstantType));
        RegisterTypeMapping(typeof(DateOnly), typeof(DateType));
        Directives.Register(new SpecifiedByDirective(), new Directive("oneOf", DirectiveLocation.InputObject)
        {
            Description = "Exactly one of the input's fields is given.",
        });
        Query = services.GetRequiredService<ExtendedType<Query>>();
        if (services.GetServices<IExtend<Mutation>>().Any())
            Mutation = services.GetRequiredService<ExtendedType<Mutation>>();
        if (services.GetServices<IExtend<Subscription>>().Any())
            Subscription = services.GetRequiredService<ExtendedType<Subscription>>();
        foreach (var type in types)
            RegisterType(type.GraphType);
        Features.RepeatableDirectives = true;
        Features.DeprecationOfInputValues = true;
    }
}

/// <summary>A type that no field names by itself, such as a member of an interface.</summary>
internal sealed record SchemaType(Type GraphType);
