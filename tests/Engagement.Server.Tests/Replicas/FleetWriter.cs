using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Engagement.Server.Tests.Replicas;

/// <summary>What was acknowledged: the body, which is the key too, with the article, the comment's id and when it was; and everybody's last reaction.</summary>
internal sealed class Acknowledged
{
    /// <summary>By who reacted.</summary>
    public ConcurrentDictionary<string, string> Reactions { get; } = new();

    public ConcurrentDictionary<string, (string Article, string Id, long At)> Posts { get; } = new();
}

/// <summary>
/// A client that posts one comment after the other, each with an idempotency key, and reacts to the article each time in
/// another way; it asks any replica again, with the same key, until it is acknowledged.
/// </summary>
internal sealed class FleetWriter(Fleet fleet, HttpClient http, string subject, string token, string article, Acknowledged acknowledged, Gaps gaps)
{
    private const string Post = "mutation($input: PostCommentInput!) { done: postComment(input: $input) { comment { id } errors { code } } }";
    private const string React = "mutation($input: ReactToArticleInput!) { done: reactToArticle(input: $input) { errors { code } } }";
    private static readonly string[] Kinds = ["LIKE", "INSIGHTFUL", "AGREE", "DISAGREE"];
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1), Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Begins no further post when it is told to stop, and ends the last one.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken cancel)
    {
        await Task.Delay(Pace * Random.Shared.NextDouble(), cancel);
        using var pace = new PeriodicTimer(Pace);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            await PostAsync($"{subject}-{i}", cancel);
            await ReactAsync(Kinds[i % Kinds.Length], cancel);
            await pace.WaitForNextTickAsync(cancel);
        }
    }

    private async Task PostAsync(string key, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var payload = await SendAsync(Post, new { articleId = article, body = key, idempotencyKey = key }, cancel);
        var now = Stopwatch.GetTimestamp();
        gaps.Wrote(Stopwatch.GetElapsedTime(started, now));
        acknowledged.Posts[key] = (article, payload.GetProperty("comment").GetProperty("id").GetString() ?? "", now);
    }

    private async Task ReactAsync(string kind, CancellationToken cancel)
    {
        await SendAsync(React, new { articleId = article, kind }, cancel);
        acknowledged.Reactions[subject] = kind;
    }

    private async Task<JsonElement> SendAsync(string query, object input, CancellationToken cancel)
    {
        while (true)
        {
            if (await TryAsync(query, input, cancel) is { } payload)
                return payload;
            await Task.Delay(Pause, cancel);
        }
    }

    /// <summary>The payload; null if there was no answer, or one that means: later.</summary>
    /// <exception cref="InvalidOperationException">A refusal.</exception>
    private async Task<JsonElement?> TryAsync(string query, object input, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(fleet.Any(), "graphql"))
            {
                Content = JsonContent.Create(new { query, variables = new { input } }),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await http.SendAsync(request, cancel);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
            if (answer.TryGetProperty("errors", out _))
                return null; // INTERNAL while the database is away, OVERLOADED
            var payload = answer.GetProperty("data").GetProperty("done");
            return payload.GetProperty("errors").GetArrayLength() == 0
                ? payload
                : throw new InvalidOperationException($"{JsonSerializer.Serialize(input)} was refused: {payload}");
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is HttpRequestException or IOException or JsonException or TaskCanceledException)
        {
            return null;
        }
    }
}
