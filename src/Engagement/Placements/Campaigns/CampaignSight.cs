using Engagement.Readers;

namespace Engagement.Placements.Campaigns;

/// <summary>Whose campaigns a caller sees: a sponsor those of the advertisers in the token, an admin all.</summary>
internal sealed class CampaignSight(Viewer viewer)
{
    public bool SeesAll => viewer.Is(Roles.Admin);

    /// <summary>Keys; of no meaning to one who sees all.</summary>
    public IReadOnlyList<string> Own => viewer.Is(Roles.Sponsor) ? viewer.Caller?.Advertisers ?? [] : [];

    public bool Sees(Advertiser advertiser) => SeesAll || Own.Contains(advertiser.Key);

    /// <summary>Those of the advertisers.</summary>
    public IQueryable<Advertiser> Of(IQueryable<Advertiser> advertisers)
    {
        var own = Own;
        return SeesAll ? advertisers : advertisers.Where(a => own.Contains(a.Key));
    }
}
