using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Engagement.Server.Tests.Replicas;

/// <summary>What was acknowledged: the body, which is the key too, with the article, the comment's id and when it was.</summary>
internal sealed class Acknowledged
{
    public ConcurrentDictionary<string, (string Article, string Id, long At)> Posts { get; } = new();
}

/// <summary>
/// A client that posts one comment after the other, each with an idempotency key, and asks any replica again, with the same
/// key, until it is acknowledged.
/// </summary>
internal sealed class FleetWriter(Fleet fleet, HttpClient http, string subject, string token, string article, Acknowledged acknowledged, Gaps gaps)
{
    private const string Post = "mutation($input: PostCommentInput!) { postComment(input: $input) { comment { id } errors { code } } }";
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1), Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Begins no further post when it is told to stop, and ends the last one.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken cancel)
    {
        await Task.Delay(Pace * Random.Shared.NextDouble(), cancel);
        using var pace = new PeriodicTimer(Pace);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            await PostAsync($"{subject}-{i}", cancel);
            await pace.WaitForNextTickAsync(cancel);
        }
    }

    private async Task PostAsync(string key, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        string? id;
        while ((id = await TryAsync(key, cancel)) is null)
            await Task.Delay(Pause, cancel);
        var now = Stopwatch.GetTimestamp();
        gaps.Wrote(Stopwatch.GetElapsedTime(started, now));
        acknowledged.Posts[key] = (article, id, now);
    }

    /// <summary>The comment's id; null if there was no answer, or one that means: later.</summary>
    /// <exception cref="InvalidOperationException">A refusal.</exception>
    private async Task<string?> TryAsync(string key, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(fleet.Any(), "graphql"))
            {
                Content = JsonContent.Create(new { query = Post, variables = new { input = new { articleId = article, body = key, idempotencyKey = key } } }),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await http.SendAsync(request, cancel);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
            if (answer.TryGetProperty("errors", out _))
                return null; // INTERNAL while the database is away, OVERLOADED
            var payload = answer.GetProperty("data").GetProperty("postComment");
            return payload.GetProperty("errors").GetArrayLength() == 0
                ? payload.GetProperty("comment").GetProperty("id").GetString()
                : throw new InvalidOperationException($"{key} was refused: {payload}");
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is HttpRequestException or IOException or JsonException or TaskCanceledException)
        {
            return null;
        }
    }
}
