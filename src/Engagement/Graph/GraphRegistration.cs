using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Graph;

/// <summary>How the host and the features register what the schema is made of.</summary>
internal static class GraphRegistration
{
    /// <summary>Adds the public methods of <typeparamref name="TFields"/> as fields to the type of <typeparamref name="T"/>.</summary>
    public static IServiceCollection Extend<T, TFields>(this IServiceCollection services) where TFields : class
    {
        services.AddScoped<TFields>();
        return services.AddSingleton<IExtend<T>, Extension<T, TFields>>();
    }

    /// <summary>Adds typed errors to the schema, which no field names by itself.</summary>
    public static IServiceCollection AddUserErrors(this IServiceCollection services, params Type[] errors)
    {
        foreach (var error in errors)
            services.AddSingleton(new SchemaType(typeof(ExtendedType<>).MakeGenericType(error)));
        return services;
    }

    /// <summary>Adds the engine, the schema and the errors that all features share.</summary>
    public static IServiceCollection AddEngagementGraph(this IServiceCollection services)
    {
        GlobalSwitches.EnableReadDescriptionFromXmlDocumentation = true;
        services.AddSingleton(typeof(ExtendedType<>));
        services.AddUserErrors(typeof(InvalidInput), typeof(NotFound), typeof(IdempotencyKeyReused));
        services.Extend<Query, NodeQueries>();
        return services.AddGraphQL(graph => graph
            .AddSchema<EngagementSchema>()
            .AddSystemTextJson()
            .AddFederation("2.5", link =>
            {
                foreach (var unused in link.Imports.Keys.Except(["@key", "@shareable"]).ToList())
                    link.Imports.Remove(unused);
            })
            .AddGraphTypes(typeof(EngagementSchema).Assembly)
            .AddGraphTypeMappingProvider<ExtendedTypes>()
            .AddSchemaVisitor<Descriptions>()
            .AddSchemaVisitor<EntityLimit>()
            .AddAutoClrMappings());
    }

    /// <summary>Maps every object class to its <see cref="ExtendedType{T}"/>.</summary>
    private sealed class ExtendedTypes : IGraphTypeMappingProvider
    {
        public Type? GetGraphTypeFromClrType(Type clrType, bool isInputType, Type? preferredType) =>
            preferredType is not null || isInputType || !clrType.IsClass || clrType == typeof(string)
            || SchemaTypes.BuiltInScalarMappings.ContainsKey(clrType)
                ? preferredType
                : typeof(ExtendedType<>).MakeGenericType(clrType);
    }
}
