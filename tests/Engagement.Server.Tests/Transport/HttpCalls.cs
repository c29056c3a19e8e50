using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>Requests and answers in one line each.</summary>
internal static class HttpCalls
{
    public static Task<HttpResponseMessage> PostAsync(this TransportServer server, string body, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return server.SendAsync(request, accept);
    }

    public static Task<HttpResponseMessage> QueryAsync(this TransportServer server, string query, string? accept = null) =>
        server.PostAsync(JsonSerializer.Serialize(new { query }), accept);

    public static Task<HttpResponseMessage> GetAsync(this TransportServer server, string query, string? accept = null) =>
        server.SendAsync(new HttpRequestMessage(HttpMethod.Get, query), accept);

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

    /// <summary>The first error.</summary>
    public static async Task<JsonElement> ErrorAsync(this HttpResponseMessage response) =>
        (await response.JsonAsync()).GetProperty("errors")[0];

    /// <summary>The code of the first error; null if there is none.</summary>
    public static async Task<string?> CodeAsync(this HttpResponseMessage response) =>
        (await response.JsonAsync()).TryGetProperty("errors", out var errors)
            ? errors[0].GetProperty("extensions").GetProperty("code").GetString()
            : null;

    private static async Task<HttpResponseMessage> SendAsync(this TransportServer server, HttpRequestMessage request, string? accept)
    {
        using (request)
        {
            if (accept is not null)
                request.Headers.TryAddWithoutValidation("Accept", accept);
            return await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }
}
