using System.Collections.Concurrent;
using System.Text.Json;

namespace Engagement.Server.Tests.Live;

/// <summary>
/// A client that follows an article as the contract tells it to: remembers the last version, loses its connection at random,
/// resumes from that version, and replaces by id. It fails if a version does not rise.
/// </summary>
internal abstract class ThreadFollower(Uri server, string articleId, long after, int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Of the last event.</summary>
    public long Version { get; private set; } = after;

    /// <summary>Connections so far.</summary>
    public int Connections { get; private set; }

    protected abstract string Document { get; }
    protected abstract void Take(JsonElement change);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
                await FollowAsync(_random.Next(1, 40), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // At rest.
        }
    }

    private async Task FollowAsync(int events, CancellationToken stop)
    {
        using var socket = await GraphQLSocket.SubscribeAsync(server, null, Document, new { id = articleId, after = Version }, stop);
        Connections++;
        await foreach (var data in socket.EventsAsync(stop))
        {
            var change = data.EnumerateObject().Single().Value;
            var version = change.GetProperty("version").GetInt64();
            if (version <= Version)
                throw new InvalidOperationException($"Version {version} came after {Version}.");
            Take(change);
            Version = version;
            if (--events == 0)
                return;
        }
    }
}

/// <summary>Follows new comments: the version of the last passage of each.</summary>
internal sealed class AdditionFollower(Uri server, string articleId, long after, int seed) : ThreadFollower(server, articleId, after, seed)
{
    public ConcurrentDictionary<string, long> Passages { get; } = new();

    protected override string Document =>
        "subscription($id: ID!, $after: Version) { commentAdded(articleId: $id, after: $after) { __typename ... on CommentAdded { version edge { cursor node { id body } } } ... on Resync { version } } }";

    protected override void Take(JsonElement change)
    {
        if (change.GetProperty("__typename").GetString() != "CommentAdded")
            throw new InvalidOperationException(change.GetRawText());
        Passages[change.GetProperty("edge").GetProperty("node").GetProperty("id").GetString()!] = change.GetProperty("version").GetInt64();
    }
}

/// <summary>
/// Holds the newest comments at top level, from the end of the page that it read on, with all below them, and applies every
/// change to them.
/// </summary>
/// <param name="server">The root.</param>
/// <param name="articleId">Whose thread.</param>
/// <param name="page">The comments that were read, newest first, as <see cref="ThreadSelection.Comment"/> selects.</param>
/// <param name="end">The position of the page's end: what is below it is not held.</param>
/// <param name="after">The version that the page was read at.</param>
/// <param name="seed">For the random losses.</param>
internal sealed class RangeFollower(Uri server, string articleId, IEnumerable<JsonElement> page, int end, long after, int seed)
    : ThreadFollower(server, articleId, after, seed)
{
    // Replies, too, whose parent has not come yet, or never will: it is outside of the range.
    private readonly ConcurrentDictionary<string, JsonElement> _known = new(page.ToDictionary(Id));

    /// <summary>What a read of the range would give, newest first.</summary>
    public IReadOnlyList<string> Held => ThreadSelection.Range(_known.Values, end);

    protected override string Document => $$"""
        subscription($id: ID!, $after: Version) { articleChanged(articleId: $id, after: $after) {
          __typename
          ... on CommentChanged { version comment { {{ThreadSelection.Comment}} } }
          ... on CommentGone { version commentId }
          ... on SettingsChanged { version article { id } }
          ... on Resync { version }
        } }
        """;

    protected override void Take(JsonElement change)
    {
        switch (change.GetProperty("__typename").GetString())
        {
            case "CommentChanged":
                var comment = change.GetProperty("comment");
                _known[Id(comment)] = comment.Clone();
                break;
            case "CommentGone":
                _known.TryRemove(change.GetProperty("commentId").GetString()!, out _);
                break;
            case "SettingsChanged":
                break;
            default:
                throw new InvalidOperationException(change.GetRawText());
        }
    }

    private static string Id(JsonElement comment) => comment.GetProperty("id").GetString()!;
}

internal static class ThreadSelection
{
    public const string Comment = "id position body state replyCount editedAt author { name } reactions { kind count } version addedVersion parent { id }";

    /// <summary>The comments at top level from a position on and all below them, newest first; a reply is in if its parent is.</summary>
    public static IReadOnlyList<string> Range(IEnumerable<JsonElement> comments, int end)
    {
        var known = comments.ToDictionary(c => c.GetProperty("id").GetString()!);
        return [.. known.Values.Where(IsIn).OrderByDescending(c => c.GetProperty("position").GetInt32()).Select(c => c.GetRawText())];

        bool IsIn(JsonElement comment) => comment.GetProperty("parent") is { ValueKind: JsonValueKind.Object } parent
            ? known.TryGetValue(parent.GetProperty("id").GetString()!, out var above) && IsIn(above)
            : comment.GetProperty("position").GetInt32() >= end;
    }
}
