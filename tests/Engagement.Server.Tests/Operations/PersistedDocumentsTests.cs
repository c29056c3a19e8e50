using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engagement.Server.Hosting;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Contract;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Operations;

/// <summary>The documents that a server is given: a folder, or a manifest of either form.</summary>
public sealed class PersistedDocumentsTests : IDisposable
{
    private const string Document = "query Hello { __typename }\n";
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_are_named_by_their_names_and_their_hashes()
    {
        await using var site = await StartAsync(Repository.Path("schema", "operations"));
        await site.ArticleAsync();
        var hash = Hash(File.ReadAllText(Repository.Path("schema", "operations", "thread-page.graphql")));
        var variables = new { key = "an-article", first = 1 };

        foreach (var documentId in new[] { "thread-page", $"sha256:{hash}" })
        {
            var answer = await AskAsync(site, new { documentId, operationName = "ThreadPage", variables });
            Assert.Equal("an-article", answer.GetProperty("data").GetProperty("article").GetProperty("title").GetString());
        }
        var named = await AskAsync(site, new { operationName = "ThreadPage", variables, extensions = new { persistedQuery = new { version = 1, sha256Hash = hash } } });
        Assert.True(named.TryGetProperty("data", out _), named.GetRawText());
    }

    [Theory]
    [InlineData("""{"hello": "query Hello { __typename }\n"}""")]
    [InlineData("""{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id": "hello", "name": "Hello", "type": "query", "body": "query Hello { __typename }\n"}]}""")]
    public async Task Manifest_names_them_by_its_own_ids_and_their_hashes(string manifest)
    {
        await using var site = await StartAsync(Write("manifest.json", manifest));

        foreach (var documentId in new[] { "hello", $"sha256:{Hash(Document)}" })
            Assert.Equal("Query", (await AskAsync(site, new { documentId })).GetProperty("data").GetProperty("__typename").GetString());
    }

    [Fact]
    public async Task Only_these_may_be_run_but_for_exempt_roles()
    {
        Write("hello.graphql", Document);
        await using var site = await StartAsync(_folder.Path, "Persisted:Only=true", "Persisted:ExemptRoles:0=admin", "Persisted:ExemptRoles:1=Moderator");
        const string query = "{ other: __typename }";

        Assert.Equal("PERSISTED_QUERY_REQUIRED", CodeOf(await AskAsync(site, new { query })));
        Assert.Equal("PERSISTED_QUERY_REQUIRED", CodeOf(await AskAsync(site, new { query }, site.Alice)));
        Assert.Null(CodeOf(await AskAsync(site, new { query }, site.Admin)));
        Assert.Null(CodeOf(await AskAsync(site, new { query }, site.Mod)));
        Assert.Null(CodeOf(await AskAsync(site, new { documentId = "hello" })));
    }

    [Theory]
    [InlineData("a.graphql", "query {", "'a'")]
    [InlineData("a.graphql", "query A($id: ID!) { comment(id: $id) { text } }", "'a'")]
    [InlineData("a.graphql", "query A($id: ID!) { comment(id: $id) { text } }", "does not fit the schema")]
    [InlineData("a.graphql", "{ __typename } query B { text }", "does not fit the schema")]
    [InlineData("a.graphql", "fragment f on Query { __typename }", "no operation")]
    [InlineData("a b.graphql", Document, "'a b'")]
    [InlineData("manifest.json", "{", "not valid JSON")]
    [InlineData("manifest.json", "[]", "not a JSON object")]
    [InlineData("manifest.json", "{}", "no documents")]
    [InlineData("manifest.json", """{"a": 7}""", "7 where a string")]
    [InlineData("manifest.json", """{"format": "apollo-persisted-query-manifest"}""", "no array `operations`")]
    [InlineData("manifest.json", """{"format": "apollo-persisted-query-manifest", "operations": [{"id": "a"}]}""", "without `id` or `body`")]
    [InlineData("manifest.json", """{"a": "{ __typename }", "sha256:7d8a0d2bd4d0b7d2a5c5e4d7f3c8d6d1": "{"}""", "not GraphQL")]
    [InlineData("nothing.txt", "x", "no documents")]
    public async Task A_server_does_not_start_with_documents_that_it_cannot_use(string file, string content, string reason)
    {
        var path = Write(file, content);

        var refused = await Assert.ThrowsAsync<StartException>(() => StartAsync(file == "manifest.json" ? path : _folder.Path));

        Assert.Contains("Persisted:Path", refused.Message);
        Assert.Contains(reason, refused.Message);
    }

    [Fact]
    public async Task Two_documents_of_one_name_are_refused()
    {
        Write("a.graphql", "{ a }");
        Directory.CreateDirectory(_folder.File("more"));
        Write(Path.Combine("more", "a.graphql"), "{ b }");

        Assert.Contains("two documents with the id 'a'", (await Assert.ThrowsAsync<StartException>(() => StartAsync(_folder.Path))).Message);
    }

    [Fact]
    public async Task Only_without_documents_and_a_path_to_nothing_are_refused()
    {
        Assert.Contains("Persisted:Only needs", (await Assert.ThrowsAsync<StartException>(() => StartAsync("", "Persisted:Only=true"))).Message);
        Assert.Contains("neither a folder nor a file", (await Assert.ThrowsAsync<StartException>(() => StartAsync(_folder.File("absent")))).Message);
    }

    private string Write(string name, string content)
    {
        var path = _folder.File(name);
        File.WriteAllText(path, content);
        return path;
    }

    private static Task<Site> StartAsync(string path, params string[] settings) =>
        Site.StartAsync(Engines.Sqlite, null, [$"Persisted:Path={path}", .. settings]);

    private static async Task<JsonElement> AskAsync(Site site, object request, Person? who = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = new StringContent(JsonSerializer.Serialize(request), Encoding.UTF8, "application/json") };
        message.Headers.Authorization = who?.Token is { } token ? new("Bearer", token) : null;
        using var response = await site.Server.Http.SendAsync(message, TestContext.Current.CancellationToken);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string? CodeOf(JsonElement answer) =>
        answer.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
