using Engagement.Shares;

namespace Engagement.Server.Tests.Model;

/// <summary>What was shared of an article: when each caller's use of a channel was last counted, and how often all were.</summary>
internal sealed class ModelShares
{
    private readonly Dictionary<(object Caller, ShareChannel Channel, ShareEventKind Kind, DateOnly Day), DateTime> _counted = [];
    private readonly Dictionary<(ShareChannel Channel, ShareEventKind Kind), int> _counts = [];

    /// <summary>The codes of its short links, as the database has them; those of articles that were merged into it too.</summary>
    public List<string> Codes { get; } = [];

    /// <summary>As answers show them: channels with a count above 0.</summary>
    public IEnumerable<object> Tallies => Enum.GetValues<ShareChannel>()
        .Select(c => (Channel: c, Intents: Count(c, ShareEventKind.Intent), Visits: Count(c, ShareEventKind.Visit)))
        .Where(t => t.Intents > 0 || t.Visits > 0)
        .Select(t => new { channel = Seen.Name(t.Channel), intents = t.Intents, visits = t.Visits });

    /// <summary>Also what is for publishers only, which raises the version as well.</summary>
    public int Total => _counts.Values.Sum();

    /// <summary>True if it counts: a visit once a day, all else once in ten minutes of a day.</summary>
    /// <param name="caller">A reader, or the browser of somebody without a token.</param>
    /// <param name="channel">By which.</param>
    /// <param name="kind">What.</param>
    /// <param name="now">UTC.</param>
    public bool Add(object caller, ShareChannel channel, ShareEventKind kind, DateTime now)
    {
        var key = (caller, channel, kind, DateOnly.FromDateTime(now));
        if (_counted.TryGetValue(key, out var last) && (kind == ShareEventKind.Visit || now - last < TimeSpan.FromMinutes(10)))
            return false;
        _counted[key] = now;
        _counts[(channel, kind)] = Count(channel, kind) + 1;
        return true;
    }

    /// <summary>Takes over those of an article that is merged into this one.</summary>
    public void Take(ModelShares other)
    {
        foreach (var (key, count) in other._counts)
            _counts[key] = Count(key.Channel, key.Kind) + count;
        foreach (var (key, at) in other._counted)
            _counted[key] = _counted.TryGetValue(key, out var own) && own > at ? own : at;
        Codes.AddRange(other.Codes);
    }

    private int Count(ShareChannel channel, ShareEventKind kind) => _counts.GetValueOrDefault((channel, kind));
}
