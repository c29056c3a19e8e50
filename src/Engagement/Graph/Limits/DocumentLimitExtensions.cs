using GraphQL;
using GraphQL.DI;
using GraphQL.Execution;

namespace Engagement.Graph.Limits;

/// <summary>Sets the limits of documents up.</summary>
internal static class DocumentLimitExtensions
{
    /// <summary>
    /// Every document is held to <see cref="DocumentLimitOptions"/>, which the host configures; this takes the place of
    /// the engine's document builder. Those that were executed are kept (<see cref="DocumentCache"/>).
    /// </summary>
    /// <param name="builder">Of the engine.</param>
    /// <param name="configure">Runs after what the host configured before.</param>
    public static IGraphQLBuilder AddDocumentLimits(this IGraphQLBuilder builder, Action<DocumentLimitOptions>? configure = null)
    {
        if (configure is not null)
            builder.Services.Configure<DocumentLimitOptions>((options, _) => configure(options));
        builder.Services.Register<IDocumentBuilder, LimitedDocumentBuilder>(ServiceLifetime.Singleton, replace: true);
        return builder.AddDocumentListener<CostListener>().ConfigureExecution<DocumentCache>();
    }
}
