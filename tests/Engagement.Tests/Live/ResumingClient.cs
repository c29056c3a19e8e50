using System.Text.Json;

namespace Engagement.Tests.Live;

/// <summary>A client that loses its connection again and again, resumes after the last version that it saw, and replaces by id.</summary>
internal sealed class ResumingClient(Replica replica, string document, string article, long after, int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, (long Version, string Text)> _comments = [];
    private long _last = after;

    /// <summary>Shown comments by id: the version of the event that brought them, and their body or state.</summary>
    public IReadOnlyDictionary<string, (long Version, string Text)> Comments
    {
        get
        {
            lock (_comments)
                return new Dictionary<string, (long, string)>(_comments);
        }
    }

    /// <summary>Connections that were lost so far.</summary>
    public int Resumed { get; private set; }

    /// <summary>Every event so far: id and version.</summary>
    public List<(string Id, long Version)> Events { get; } = [];

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await using var follower = await replica.FollowAsync(document, new { id = article, after = _last });
                for (var left = _random.Next(1, 20); left > 0; left--)
                    Take(await follower.NextUntilAsync(stop));
                Resumed++;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private void Take(JsonElement one)
    {
        var version = Follower.Version(one);
        if (version <= _last)
            throw new InvalidOperationException($"Version {version} came after {_last}.");
        _last = version;
        lock (_comments)
        {
            switch (Subscriptions.Type(one))
            {
                case "CommentAdded": Keep(one.GetProperty("edge").GetProperty("node")); break;
                case "CommentChanged": Keep(one.GetProperty("comment")); break;
                case "CommentGone": _comments.Remove(one.GetProperty("commentId").GetString()!); break;
                default: throw new InvalidOperationException($"Unexpected: {one.GetRawText()}");
            }
        }

        void Keep(JsonElement comment)
        {
            var id = comment.GetProperty("id").GetString()!;
            Events.Add((id, version));
            _comments[id] = (version, comment.GetProperty("body").GetString() ?? "");
        }
    }
}
