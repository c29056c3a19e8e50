using System.Collections.Concurrent;
using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;

namespace Engagement.Server.Tests.Writes;

/// <summary>
/// Writers that post with an idempotency key each until they are told to stop or the server is gone, and what came of each
/// post. The key is the body too.
/// </summary>
internal sealed class Attempts
{
    private int _acknowledged;
    private volatile bool _stop;

    /// <summary>Key → the comment's id.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = new();

    /// <summary>Key → the code of a top-level error.</summary>
    public ConcurrentDictionary<string, string> Refused { get; } = new();

    /// <summary>Keys of posts whose answer never came.</summary>
    public ConcurrentBag<string> Unanswered { get; } = [];

    /// <summary>Posts that were acknowledged so far.</summary>
    public int Count => Volatile.Read(ref _acknowledged);

    public void Stop() => _stop = true;

    /// <summary>Posts one after the other, as one of many; ends when the server is gone.</summary>
    public async Task WriteAsync(Person person, string article)
    {
        for (var i = 0; !_stop; i++)
        {
            var key = $"{person.Subject}-{i}";
            try
            {
                Take(key, await person.AskToPostAsync(article, key, key: key));
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
            {
                Unanswered.Add(key);
                return;
            }
        }
    }

    private void Take(string key, JsonElement answer)
    {
        if (answer.TryGetProperty("errors", out var errors))
        {
            Refused[key] = errors[0].GetProperty("extensions").GetProperty("code").GetString() ?? "";
            return;
        }
        Acknowledged[key] = answer.Payload().CommentId() ?? throw new InvalidOperationException($"{key} was refused: {answer}");
        Interlocked.Increment(ref _acknowledged);
    }
}
