using System.ComponentModel.DataAnnotations;

namespace Engagement.Discovery;

/// <summary>What leads readers on; section <c>Discovery</c>.</summary>
public sealed class DiscoveryOptions
{
    /// <summary>How often it is looked whether a whole or half hour has passed at which what trends is to be ranked. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan RankingInterval { get; set; } = TimeSpan.FromSeconds(10);
}
