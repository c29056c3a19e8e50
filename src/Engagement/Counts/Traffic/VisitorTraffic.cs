using Engagement.Readers;

namespace Engagement.Counts.Traffic;

internal static class VisitorTraffic
{
    /// <summary>Agents are not read further: no browser's is that long, and searching costs by length.</summary>
    private const int MostRead = 1_000;

    /// <summary>Why what came from there is not a reader's doing; null if nothing speaks against it.</summary>
    public static InvalidTrafficReason? FindInvalid(this Visitor visitor) => visitor switch
    {
        { IsHead: true } => InvalidTrafficReason.Head,
        { Agent: null or "" } => InvalidTrafficReason.NoAgent,
        { IsPrefetch: true } => InvalidTrafficReason.Prefetch,
        { Agent: var agent } => Crawlers.Find(agent.Length > MostRead ? agent[..MostRead] : agent),
    };
}
