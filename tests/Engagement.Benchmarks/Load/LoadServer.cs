using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Engagement.Benchmarks.Load;

/// <summary>
/// A server under load: the real program in Production in a process of its own, with its limits of speed off, or one that
/// runs already.
/// </summary>
internal sealed class LoadServer : IAsyncDisposable
{
    private const string Program = "Engagement.Server.dll";

    private static readonly string[] Unlimited =
    [
        "environment=Production", "urls=http://127.0.0.1:0",
        "RateLimits:QueriesPerCaller=0", "RateLimits:QueriesPerAddress=0",
        "RateLimits:MutationsPerCaller=0", "RateLimits:MutationsPerAddress=0",
        "RateLimits:SubscriptionsPerCaller=0", "RateLimits:SubscriptionsPerAddress=0",
        "Pace:PostsPerMinute=0", "Pace:ReactionsPerMinute=0",
    ];

    private readonly ChildProcess? _process;
    private readonly Func<int, string> _token;
    private readonly LoadDatabase? _database;
    private readonly HttpClient _http;

    private LoadServer(string name, Uri address, ChildProcess? process, Func<int, string> token, LoadDatabase? database = null)
    {
        (Name, Address, _process, _token, _database) = (name, address, process, token, database);
        _http = new HttpClient { BaseAddress = address };
    }

    /// <summary>As the report calls it.</summary>
    public string Name { get; }

    public Uri Address { get; }

    /// <param name="name">As the report calls it.</param>
    /// <param name="database">Filled.</param>
    /// <param name="settings">Further ones, each <c>Section:Key=value</c>; they win.</param>
    /// <param name="build">The folder of the program; null: the one built with this.</param>
    /// <param name="cancel">Ends the wait for the start.</param>
    public static async Task<LoadServer> StartAsync(string name, LoadDatabase database, IEnumerable<string> settings, string? build, CancellationToken cancel)
    {
        string[] all = [.. Unlimited, .. database.Settings, .. settings];
        var process = await ChildProcess.StartAsync(
            Path.Combine(build ?? AppContext.BaseDirectory, Program), ["serve", .. all.SelectMany(s => new[] { "--config", s })], cancel);
        return new LoadServer(name, process.Address, process, i => database.Tokens.Issue($"reader-{i}", "reader"), database);
    }

    /// <summary>One that runs already.</summary>
    public static LoadServer At(RunningServer running) => new(running.Address.ToString(), running.Address, null, i => running.Tokens.Count > 0
        ? running.Tokens[i % running.Tokens.Count]
        : throw new InvalidOperationException("Nobody may post: name readers by --token."));

    /// <summary>A token of each of so many readers, as far as there are that many.</summary>
    public string[] ReaderTokens(int count) => [.. Enumerable.Range(0, count).Select(_token)];

    /// <summary>Version and commit, as it says.</summary>
    public async Task<string> VersionAsync(CancellationToken cancel) =>
        await _http.GetFromJsonAsync<Identity>("version", cancel) is { Version: { } version, Commit: var commit } ? $"{version} {commit}".Trim() : "unknown";

    /// <summary>The id of an article of the data.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public async Task<string> ArticleIdAsync(string key, CancellationToken cancel)
    {
        var answer = JsonDocument.Parse(await AnswerAsync("query($key: String!) { article(by: {key: $key}) { id } }", new { key }, null, cancel)).RootElement;
        return answer.GetProperty("data").GetProperty("article") is { ValueKind: JsonValueKind.Object } article && article.GetProperty("id").GetString() is { } id
            ? id
            : throw new InvalidOperationException($"{Address} has no article {key}: fill its database by `load data`, and name the same size.");
    }

    /// <summary>Byte for byte what it answers.</summary>
    /// <exception cref="InvalidOperationException">It answers an error.</exception>
    public async Task<byte[]> AnswerAsync(string query, object variables, string? token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, cancel);
        var answer = await response.Content.ReadAsByteArrayAsync(cancel);
        return response.IsSuccessStatusCode && !Answers.HasErrors(answer) ? answer : throw Answers.Wrong(answer);
    }

    /// <summary>Recounts all that its database counts, while it runs; what was found. Null where the database is not known here.</summary>
    /// <exception cref="InvalidOperationException">A count is wrong.</exception>
    public Task<string?> VerifyCountsAsync(CancellationToken cancel) => _database?.VerifyCountsAsync(cancel) ?? Task.FromResult<string?>(null);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
    }

    private sealed record Identity(string? Version, string? Commit);
}
