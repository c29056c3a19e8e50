using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engagement.Transport;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>Documents that a request names: the same over each transport.</summary>
public sealed class PersistedDocumentTests
{
    private const string Known = "query A($t: String) { echo(text: $t) } query B { caller } mutation Plus { add(by: 1) }";
    private const string Other = "{ other: echo }";

    public static IEnumerable<TheoryDataRow<string>> Transports() => new[] { "POST", "GET", "SSE", "WS" }.Select(t => new TheoryDataRow<string>(t));

    [Theory, MemberData(nameof(Transports))]
    public async Task Document_is_run_by_its_id_or_its_hash(string transport)
    {
        await using var server = await StartAsync();
        var variables = new { t = "hello" };

        foreach (var documentId in new[] { "known", "sha256:" + Hash(Known) })
            Assert.Equal("hello", Data(await AskAsync(server, transport, new { documentId, operationName = "A", variables }), "echo"));
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", Code(await AskAsync(server, transport, new { documentId = "unknown" })));
        Assert.Equal("OPERATION_NOT_FOUND", Code(await AskAsync(server, transport, new { documentId = "known" })));
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task Automatic_query_is_asked_for_once_and_then_known(string transport)
    {
        await using var server = await StartAsync();
        var extensions = Extension(Hash(Other));

        var first = await AskAsync(server, transport, new { extensions });
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", Code(first));
        Assert.Equal("PersistedQueryNotFound", first.GetProperty("errors")[0].GetProperty("message").GetString());
        Assert.Equal("nothing", Data(await AskAsync(server, transport, new { query = Other, extensions }), "other"));
        Assert.Equal("nothing", Data(await AskAsync(server, transport, new { extensions }), "other"));
        Assert.Equal("nothing", Data(await AskAsync(server, "POST", new { extensions }), "other"));
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task Hash_of_another_document_is_refused_and_nothing_kept(string transport)
    {
        await using var server = await StartAsync();
        var extensions = Extension(Hash("{ caller }"));

        Assert.Equal("PERSISTED_QUERY_MISMATCH", Code(await AskAsync(server, transport, new { query = Other, extensions })));
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", Code(await AskAsync(server, transport, new { extensions })));
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task Only_persisted_documents_are_run_but_for_who_is_exempt(string transport)
    {
        await using var server = await StartAsync(new MiniDocuments { Only = true, Exempt = "mia" });

        Assert.Equal("PERSISTED_QUERY_REQUIRED", Code(await AskAsync(server, transport, new { query = Other })));
        Assert.Equal("PERSISTED_QUERY_REQUIRED", Code(await AskAsync(server, transport, new { query = Other, extensions = Extension(Hash(Other)) })));
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", Code(await AskAsync(server, transport, new { extensions = Extension(Hash(Other)) })));
        Assert.Equal("nothing", Data(await AskAsync(server, transport, new { documentId = "known", operationName = "A" }), "echo"));
        Assert.Equal("nothing", Data(await AskAsync(server, transport, new { query = Known, operationName = "A" }), "echo"));
        Assert.Equal("nothing", Data(await AskAsync(server, transport, new { operationName = "A", extensions = Extension(Hash(Known)) }), "echo"));
        Assert.Equal("nothing", Data(await AskAsync(server, transport, new { query = Other, extensions = Extension(Hash(Other)) }, "mia"), "other"));
        // What the exempt one registered is not for others.
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", Code(await AskAsync(server, transport, new { extensions = Extension(Hash(Other)) })));
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task Automatic_queries_can_be_turned_off(string transport)
    {
        await using var server = await StartAsync(options: o => o.AutomaticDocuments = 0);

        var refused = await AskAsync(server, transport, new { extensions = Extension(Hash(Other)) });
        Assert.Equal("PERSISTED_QUERY_NOT_SUPPORTED", Code(refused));
        Assert.Equal("PersistedQueryNotSupported", refused.GetProperty("errors")[0].GetProperty("message").GetString());
        Assert.Equal("nothing", Data(await AskAsync(server, transport, new { query = Other, extensions = Extension(Hash(Other)) }), "other"));
        Assert.Equal("PERSISTED_QUERY_NOT_SUPPORTED", Code(await AskAsync(server, transport, new { extensions = Extension(Hash(Other)) })));
    }

    [Theory]
    [InlineData("""{"documentId":"known","query":"{echo}"}""")]
    [InlineData("""{"documentId":"known","extensions":{"persistedQuery":{"version":1,"sha256Hash":"0000000000000000000000000000000000000000000000000000000000000000"}}}""")]
    [InlineData("""{"documentId":7}""")]
    [InlineData("""{"documentId":""}""")]
    [InlineData("""{"extensions":{"persistedQuery":7}}""")]
    [InlineData("""{"extensions":{"persistedQuery":{"version":2,"sha256Hash":"0000000000000000000000000000000000000000000000000000000000000000"}}}""")]
    [InlineData("""{"extensions":{"persistedQuery":{"sha256Hash":"0000000000000000000000000000000000000000000000000000000000000000"}}}""")]
    [InlineData("""{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}""")]
    [InlineData("""{"query":"{echo}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"ABCDEF0000000000000000000000000000000000000000000000000000000000"}}}""")]
    public async Task Request_of_another_shape_is_400_and_closes_a_socket_with_4400(string body)
    {
        await using var server = await StartAsync();
        using var response = await server.PostAsync(body);
        using var socket = await server.ConnectAsync();
        await socket.SendAsync($$"""{"id":"1","type":"subscribe","payload":{{body}}}""");

        Assert.Equal((400, "BAD_REQUEST"), ((int)response.StatusCode, await response.CodeAsync()));
        Assert.Equal(4400, (await socket.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task What_is_not_found_is_400_and_200_for_who_accepts_plain_JSON()
    {
        await using var server = await StartAsync();
        using var response = await server.PostAsync("""{"documentId":"unknown"}""", "application/graphql-response+json");
        using var plain = await server.PostAsync("""{"documentId":"unknown"}""", "application/json");

        Assert.Equal((400, 200), ((int)response.StatusCode, (int)plain.StatusCode));
    }

    [Fact]
    public async Task Mutation_by_its_id_is_405_by_GET()
    {
        await using var server = await StartAsync();
        using var response = await server.GetAsync("?documentId=known&operationName=Plus");

        Assert.Equal((405, 0), ((int)response.StatusCode, server.World.Total));
    }

    [Fact]
    public async Task Subscription_is_registered_too()
    {
        await using var server = await StartAsync();
        const string query = "subscription{count(to:1)}";
        foreach (var request in new object[] { new { query, extensions = Extension(Hash(query)) }, new { extensions = Extension(Hash(query)) } })
        {
            using var call = await EventStreamCall.PostAsync(server.Http, request);
            Assert.Equal(1, (await call.NextAsync()).GetProperty("data").GetProperty("count").GetInt32());
        }
    }

    [Fact]
    public async Task What_was_not_executed_is_not_kept()
    {
        await using var server = await StartAsync();
        var extensions = Extension(Hash("{ nothing }"));

        Assert.Equal("VALIDATION_FAILED", Code(await AskAsync(server, "POST", new { query = "{ nothing }", extensions })));
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", Code(await AskAsync(server, "POST", new { extensions })));
    }

    private static Task<TransportServer> StartAsync(MiniDocuments? documents = null, Action<TransportOptions>? options = null) =>
        TransportServer.StartAsync(options, s => s.AddSingleton<IPersistedDocuments>(documents ?? new MiniDocuments()));

    /// <summary>The one result of a request, however it is carried.</summary>
    private static async Task<JsonElement> AskAsync(TransportServer server, string transport, object request, string? name = null)
    {
        var token = name is null ? null : $"Bearer good-{name}";
        if (transport == "WS")
            return await AskSocketAsync(server, request, token);
        (string, string)[] headers = token is null ? [] : [("Authorization", token)];
        if (transport == "SSE")
        {
            using var call = await EventStreamCall.PostAsync(server.Http, request, headers);
            return await call.NextAsync();
        }
        using var message = transport == "GET"
            ? new HttpRequestMessage(HttpMethod.Get, "?" + QueryOf(JsonSerializer.SerializeToElement(request)))
            : new HttpRequestMessage(HttpMethod.Post, "") { Content = new StringContent(JsonSerializer.Serialize(request), Encoding.UTF8, "application/json") };
        foreach (var (key, value) in headers)
            message.Headers.Add(key, value);
        using var response = await server.Http.SendAsync(message, TestContext.Current.CancellationToken);
        return await response.JsonAsync();
    }

    private static async Task<JsonElement> AskSocketAsync(TransportServer server, object request, string? token)
    {
        using var socket = await server.ConnectAsync(token is null ? null : JsonSerializer.Serialize(new { authorization = token }));
        await socket.SendAsync(JsonSerializer.Serialize(new { id = "1", type = "subscribe", payload = request }));
        var message = await socket.ReceiveAsync();
        var payload = message.GetProperty("payload");
        return message.GetProperty("type").GetString() == "error" ? JsonSerializer.SerializeToElement(new { errors = payload }) : payload;
    }

    private static string QueryOf(JsonElement request) => string.Join('&', request.EnumerateObject().Select(p =>
        $"{p.Name}={Uri.EscapeDataString(p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()! : p.Value.GetRawText())}")); // a string, as just seen

    private static object Extension(string hash) => new { persistedQuery = new { version = 1, sha256Hash = hash } };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string? Data(JsonElement result, string field)
    {
        Assert.False(result.TryGetProperty("errors", out _), result.GetRawText());
        return result.GetProperty("data").GetProperty(field).GetString();
    }

    private static string? Code(JsonElement result) =>
        result.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null;

    private sealed class MiniDocuments : IPersistedDocuments
    {
        public bool Only { get; init; }

        public string? Exempt { get; init; }

        public string? Find(string id) => id == "known" || id == "sha256:" + Hash(Known) ? Known : null;

        public bool AreAllFor(Caller caller) => Only && (Exempt is null || caller.User.FindFirst(ClaimTypes.Name)?.Value != Exempt);
    }
}
