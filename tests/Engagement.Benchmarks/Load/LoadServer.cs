using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Benchmarks.Data;

namespace Engagement.Benchmarks.Load;

/// <summary>The real program in Production, in a process of its own, over a database of its own, with its limits of speed off.</summary>
internal sealed class LoadServer : IAsyncDisposable
{
    private const string Program = "Engagement.Server.dll";

    private static readonly string[] Unlimited =
    [
        "environment=Production", "urls=http://127.0.0.1:0", "Database:MigrateAtStart=true",
        "RateLimits:QueriesPerCaller=0", "RateLimits:QueriesPerAddress=0",
        "RateLimits:MutationsPerCaller=0", "RateLimits:MutationsPerAddress=0",
        "Pace:PostsPerMinute=0", "Pace:ReactionsPerMinute=0",
    ];

    private readonly LoadDatabase _database;
    private readonly LoadTokens _tokens;
    private readonly HttpClient _http;

    private LoadServer(LoadDatabase database, LoadTokens tokens, ChildProcess process)
    {
        (_database, _tokens, Process) = (database, tokens, process);
        _http = new HttpClient { BaseAddress = process.Address };
    }

    public ChildProcess Process { get; }

    /// <param name="engine">The name in <c>Database:Provider</c>.</param>
    /// <param name="settings">Further ones, each <c>Section:Key=value</c>.</param>
    /// <param name="build">The folder of the program; null: the one built with this.</param>
    /// <param name="cancel">Ends the wait for the start.</param>
    public static async Task<LoadServer> StartAsync(string engine, IReadOnlyList<string> settings, string? build, CancellationToken cancel)
    {
        var database = await LoadDatabase.CreateAsync(engine);
        var tokens = new LoadTokens();
        try
        {
            string[] all =
            [
                .. Unlimited, .. tokens.Settings(database.Folder), .. settings,
                $"contentRoot={database.Folder}", $"Storage:Directory={database.Folder}",
                $"Database:Provider={engine}", $"Database:ConnectionString={database.ConnectionString}",
            ];
            var process = await ChildProcess.StartAsync(
                Path.Combine(build ?? AppContext.BaseDirectory, Program), ["serve", .. all.SelectMany(s => new[] { "--config", s })], cancel);
            return new LoadServer(database, tokens, process);
        }
        catch
        {
            tokens.Dispose();
            database.Dispose();
            throw;
        }
    }

    /// <summary>Fills its database beside it.</summary>
    public Task FillAsync(DataSet data, TextWriter output, CancellationToken cancel) => DataCommand.RunAsync(
        data,
        [$"contentRoot={_database.Folder}", $"Storage:Directory={_database.Folder}", $"Database:Provider={_database.Engine}", $"Database:ConnectionString={_database.ConnectionString}"],
        output, TextWriter.Null, cancel);

    /// <summary>A reader's token, a day long.</summary>
    public string ReaderToken(int number) => _tokens.Issue($"reader-{number}", "reader");

    /// <summary>Registers articles; their ids.</summary>
    public async Task<string[]> RegisterAsync(int count, CancellationToken cancel)
    {
        var articles = Enumerable.Range(1, count).Select(i => new { key = $"article-{i}", url = $"https://news.example/{i}", title = $"Article {i}" });
        var data = await AskAsync(
            "mutation($input: RegisterArticlesInput!) { registerArticles(input: $input) { articles { id } } }",
            new { input = new { articles } }, _tokens.Issue("publisher", "publisher"), cancel);
        return [.. data.GetProperty("registerArticles").GetProperty("articles").EnumerateArray().Select(a => a.GetProperty("id").GetString()!)];
    }

    /// <summary>The <c>data</c> of an answer.</summary>
    /// <exception cref="InvalidOperationException">The answer has errors.</exception>
    public async Task<JsonElement> AskAsync(string query, object variables, string? token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, cancel);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
        return answer.TryGetProperty("errors", out var errors)
            ? throw new InvalidOperationException($"{query}: {errors}")
            : answer.GetProperty("data");
    }

    /// <summary>Byte for byte what it answers to anybody.</summary>
    public async Task<byte[]> AnswerAsync(string query, object variables, CancellationToken cancel)
    {
        using var content = JsonContent.Create(new { query, variables });
        using var response = await _http.PostAsync("graphql", content, cancel);
        return await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
        _tokens.Dispose();
        _database.Dispose();
    }
}
