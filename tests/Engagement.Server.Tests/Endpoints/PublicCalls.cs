using System.Net.Http.Headers;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Endpoints;

/// <summary>Requests to endpoints that anybody may read, as a page or a feed reader sends them.</summary>
internal static class PublicCalls
{
    /// <summary>The path as it is given: nothing of it is decoded or put in order.</summary>
    public static async Task<HttpResponseMessage> GetAsync(
        this EngagementServer server, string path, HttpMethod? method = null, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(
            method ?? HttpMethod.Get, new Uri($"{server.Address}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        headers?.Invoke(request.Headers);
        return await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
