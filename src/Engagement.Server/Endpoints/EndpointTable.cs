using Engagement.Transport;

namespace Engagement.Server.Endpoints;

/// <summary>Everything that is answered over HTTP.</summary>
internal static class EndpointTable
{
    public static void Map(WebApplication app)
    {
        app.MapGraphQLTransport("/graphql");
    }
}
