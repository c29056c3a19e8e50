using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Transport;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>How a top-level error was met.</summary>
/// <param name="Status">Null on a socket.</param>
/// <param name="Code">Of <c>extensions</c>.</param>
internal sealed record MetError(HttpStatusCode? Status, string? Code);

/// <summary>For each top-level code of <c>schema/README.md</c> that a request alone can meet: one that does.</summary>
internal sealed class TopLevelErrorCases(Site site, string article)
{
    private const string Json = "application/json", Response = "application/graphql-response+json";
    private static readonly string LongDocument = $"{{ {Repeat("__typename ", 2_001)} }}";
    private static readonly string DeepDocument = $"{{ comment(id: \"x\") {{ {Repeat("parent { ", 20)} id {Repeat("} ", 20)} }} }}";
    private static readonly string CostlyDocument =
        """{ article(by: {key: "a"}) { comments(first: 100) { nodes { replies(first: 100) { nodes { replies(first: 100) { nodes { id } } } } } } } }""";

    private string Comments => $$"""{ node(id: "{{article}}") { ... on Article { comments(first: 101) { totalCount } } } }""";

    /// <summary>Null if a request alone does not meet it.</summary>
    public Task<MetError>? Provoke(string code) => code switch
    {
        "BAD_REQUEST" => PostAsync("[]"),
        "PERSISTED_QUERY_NOT_FOUND" => PostAsync("""{"documentId":"there-is-none"}"""),
        "PERSISTED_QUERY_MISMATCH" => NameByHashAsync(new string('0', 64), "{ __typename }"),
        "SYNTAX_ERROR" => AskAsync("{"),
        "VALIDATION_FAILED" => AskAsync("{ thereIsNoSuchField }"),
        "OPERATION_NOT_FOUND" => AskAsync("query A { __typename } query B { __typename }"),
        "SUBSCRIPTION_NEEDS_SOCKET" => AskAsync($$"""subscription { articleChanged(articleId: "{{article}}") { __typename } }"""),
        "TOKEN_LIMIT" => AskAsync(LongDocument),
        "DEPTH_LIMIT" => AskAsync(DeepDocument),
        "FIELD_LIMIT" => AskAsync($"{{ {Repeat("__typename ", 501)} }}"),
        "ALIAS_LIMIT" => AskAsync($"{{ {string.Join(' ', Enumerable.Range(0, 31).Select(i => $"a{i}: __typename"))} }}"),
        "COST_LIMIT" => AskAsync(CostlyDocument),
        "INVALID_PAGE" => AskAsync(Comments),
        "TOO_MANY" => AskAsync($"{{ nodes(ids: [{Repeat("\"x\" ", 101)}]) {{ id }} }}"),
        "INVALID_FORECAST" => AskAsync("""{ forecastPlacement(input: {slots: [], startsOn: "2100-01-01", endsOn: "2100-01-02"}) { eligible } }""", site.Admin.Token),
        "INVALID_PREVIEW" => AskAsync($$"""{ article(by: { id: "{{article}}" }) { placements(slots: ["INLINE_TEXT"], preview: "none") { disclosure { label sponsor } } } }"""),
        "PLACEMENTS_MISPLACED" => AskAsync($$"""{ node(id: "{{article}}") { ... on Article { placements(slots: ["INLINE_TEXT"]) { token } } } }"""),
        "PLACEMENTS_UNDISCLOSED" => AskAsync($$"""{ article(by: { id: "{{article}}" }) { placements(slots: ["INLINE_TEXT"]) { headline clickUrl } } }"""),
        "UNAUTHENTICATED" => AskAsync("{ __typename }", "no-token"),
        "FORBIDDEN" => AskAsync("""mutation { unpinComment(input: {commentId: "x"}) { errors { code } } }""", site.Alice.Token),
        "METHOD_NOT_ALLOWED" => SendAsync(new HttpRequestMessage(HttpMethod.Put, "graphql")),
        "NOT_ACCEPTABLE" => PostAsync("""{"query":"{ __typename }"}""", accept: "text/html"),
        "BODY_TOO_LARGE" => PostAsync($$"""{"query":"{ __typename }","x":"{{new string('x', 64 * 1024)}}"}"""),
        "UNSUPPORTED_MEDIA_TYPE" => PostAsync("""{"query":"{ __typename }"}""", "text/plain"),
        "NOT_FOUND" => SubscribeAsync("art_0000000000001"),
        _ => null,
    };

    public Task<MetError> AskAsync(string query, string? token = null) => PostAsync(JsonSerializer.Serialize(new { query }), token: token);

    /// <summary>An automatic persisted query, by its hash alone or with the document beside it.</summary>
    public Task<MetError> NameByHashAsync(string hash, string? query = null) =>
        PostAsync(JsonSerializer.Serialize(new { query, extensions = new { persistedQuery = new { version = 1, sha256Hash = hash } } }));

    /// <summary>Starts a subscription on a socket of its own; the code of the error that ends the second of two, or the first.</summary>
    public async Task<MetError> SubscribeAsync(params string[] articles)
    {
        using var socket = new RawSocket(new UriBuilder(new Uri(site.Server.Address, "graphql")) { Scheme = "ws" }.Uri);
        await socket.ConnectAsync();
        await socket.SendAsync("""{"type":"connection_init"}""");
        await socket.ReceiveAsync();
        for (var i = 0; i < articles.Length; i++)
            await socket.SubscribeAsync($"{i}", $$"""subscription { articleChanged(articleId: "{{articles[i]}}") { __typename } }""");
        var message = await socket.ReceiveAsync();
        Assert.Equal("error", message.GetProperty("type").GetString());
        return new MetError(null, message.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    private Task<MetError> PostAsync(string body, string contentType = Json, string accept = Response, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = new StringContent(body, Encoding.UTF8, contentType) };
        request.Headers.Accept.ParseAdd(accept);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return SendAsync(request);
    }

    private async Task<MetError> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await site.Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return new MetError(response.StatusCode, JsonElement.Parse(text).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        }
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
