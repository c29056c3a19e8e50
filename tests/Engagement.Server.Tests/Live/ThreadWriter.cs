using System.Text.Json;
using Engagement.Server.Tests.Comments;

namespace Engagement.Server.Tests.Live;

/// <summary>Somebody who posts, replies, edits, deletes and reacts, with a moderator at hand who approves, removes and restores.</summary>
internal sealed class ThreadWriter(Person reader, Person moderator, string articleId, IList<string> everybodys, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<string> _own = [];

    public async Task RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
            await StepAsync(step);
    }

    private Task StepAsync(int step) => _random.Next(10) switch
    {
        < 4 => PostAsync($"{reader.Subject} {step}", null),
        < 6 => PostAsync($"{reader.Subject} {step}", Any(everybodys)),
        6 => TryAsync(reader, "editComment", "EditCommentInput", Any(_own) is { } id ? new { commentId = id, body = $"{reader.Subject} edits {step}" } : null),
        7 => TryAsync(reader, "deleteComment", "DeleteCommentInput", Any(_own) is { } id ? new { commentId = id } : null),
        8 => TryAsync(reader, "reactToComment", "ReactToCommentInput", Any(everybodys) is { } id ? new { commentId = id, kind = "LIKE" } : null),
        _ => ModerateAsync(),
    };

    private Task ModerateAsync() => _random.Next(3) switch
    {
        0 => TryAsync(moderator, "removeComment", "RemoveCommentInput", Any(everybodys) is { } id ? new { commentId = id, reason = "SPAM" } : null),
        1 => TryAsync(moderator, "restoreComment", "RestoreCommentInput", Any(everybodys) is { } id ? new { commentId = id } : null),
        _ => TryAsync(moderator, "approveComment", "ApproveCommentInput", Any(everybodys) is { } id ? new { commentId = id } : null),
    };

    private async Task PostAsync(string body, string? parentId)
    {
        var payload = await reader.TryAsync("postComment", "PostCommentInput", "comment { id }", new { articleId, parentId, body });
        if (payload.GetProperty("comment").ValueKind == JsonValueKind.Null)
            return; // its parent is gone
        var id = payload.GetProperty("comment").GetProperty("id").GetString()!;
        _own.Add(id);
        lock (everybodys)
            everybodys.Add(id);
    }

    private static Task TryAsync(Person person, string mutation, string inputType, object? input) =>
        input is null ? Task.CompletedTask : person.TryAsync(mutation, inputType, "__typename", input);

    private string? Any(IList<string> ids)
    {
        lock (everybodys)
            return ids.Count == 0 ? null : ids[_random.Next(ids.Count)];
    }
}
