using System.Diagnostics;
using System.Net.WebSockets;
using Engagement.Server.Tests.Live;

namespace Engagement.Server.Tests.Replicas;

/// <summary>A client that follows an article at any replica, and after every loss goes on at any other from the last version that it has.</summary>
internal sealed class FleetSubscriber(Fleet fleet, string article, Acknowledged acknowledged, Gaps gaps)
{
    private const string Document =
        "subscription($id: ID!, $after: Version) { commentAdded(articleId: $id, after: $after) { __typename ... on CommentAdded { version edge { node { id body author { name } article { channels { name } } } } } } }";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly List<string> _ids = [];
    private long _version;
    private long? _heard;
    private int _count;

    public string Article => article;

    /// <summary>The ids of all comments that arrived, in that order. Complete once <see cref="Count"/> says so.</summary>
    public IReadOnlyList<string> Ids => _ids;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Connections so far.</summary>
    public int Connections { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stop);
            }
            catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or OperationCanceledException or RefusedException)
            {
                if (!stop.IsCancellationRequested)
                    await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        using var socket = await GraphQLSocket.SubscribeAsync(fleet.Any(), null, Document, new { id = article, after = _version }, stop);
        Connections++;
        await foreach (var data in socket.EventsAsync(stop))
        {
            var added = data.GetProperty("commentAdded");
            if (added.GetProperty("__typename").GetString() != "CommentAdded" || added.GetProperty("version").GetInt64() is var version && version <= _version)
                throw new InvalidOperationException($"After version {_version} came {added}.");
            var node = added.GetProperty("edge").GetProperty("node");
            _version = version;
            if (_heard is { } last)
                gaps.Heard(Stopwatch.GetElapsedTime(last));
            _heard = Stopwatch.GetTimestamp();
            _ids.Add(node.GetProperty("id").GetString() ?? "");
            Volatile.Write(ref _count, _ids.Count);
            if (acknowledged.Posts.TryGetValue(node.GetProperty("body").GetString() ?? "", out var post)) // else it came before the acknowledgement
                gaps.Arrived(Stopwatch.GetElapsedTime(post.At));
        }
    }
}
