using Engagement.Data;

namespace Engagement.Placements.Campaigns;

/// <summary>On whose behalf campaigns are run.</summary>
internal sealed class Advertiser
{
    public const string Table = "Advertisers";
    public const int MaxKeyLength = 100;
    public const int MaxNameLength = 120;

    private Advertiser() { }

    public static Advertiser New(string key, DateTime now) => new() { Id = Ids.New(now), Key = key, CreatedAt = now };

    public long Id { get; private set; }

    /// <summary>The publisher's own, as tokens of its managers name it; unique, compared exactly.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Shown beside each placement: on whose behalf it is there.</summary>
    public string Name { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    public void Rename(string name) => Name = name;
}
