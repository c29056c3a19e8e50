using Engagement.Server.Auth;
using GraphQLParser.AST;

namespace Engagement.Server.Endpoints;

/// <summary>
/// What endpoints beside GraphQL that read the database have in common: they count as queries of an address, are open to the
/// pages of every origin.
/// </summary>
internal sealed class PublicReads(OperationLimits limits) : IEndpointFilter
{
    /// <summary>The CORS policy, for requests that browsers ask about before.</summary>
    public const string CorsPolicy = "everybody";

    /// <summary>What is read by.</summary>
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.AccessControlAllowOrigin = "*"; // also for who names no origin: a cache on the way keeps one answer for all
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var permit = await limits.AcquireAsync(null, http.Connection.RemoteIpAddress, OperationType.Query);
        if (!permit.IsAllowed)
            return Problems.TooMany(permit);
        return await next(context);
    }
}
