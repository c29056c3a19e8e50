using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Engagement.Server.Tests.Hosting;

/// <summary>GraphQL by POST.</summary>
internal sealed class GraphQLClient(HttpClient http)
{
    private static readonly MediaTypeWithQualityHeaderValue Accepted = new("application/graphql-response+json");

    /// <summary>The <c>data</c> of the answer; fails the test if there are top-level errors.</summary>
    public async Task<JsonElement> QueryAsync(string document, object? variables = null, string? token = null)
    {
        var answer = await AskAsync(document, variables, token);
        if (answer.TryGetProperty("errors", out var errors))
            Assert.Fail($"{document}{Environment.NewLine}{errors}");
        return answer.GetProperty("data");
    }

    /// <summary>The whole answer, errors or not.</summary>
    public async Task<JsonElement> AskAsync(string document, object? variables = null, string? token = null)
    {
        using var response = await SendAsync(document, variables, token);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>The response with its status and headers; the caller disposes it.</summary>
    public async Task<HttpResponseMessage> SendAsync(string document, object? variables = null, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query = document, variables }) };
        request.Headers.Accept.Add(Accepted);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
