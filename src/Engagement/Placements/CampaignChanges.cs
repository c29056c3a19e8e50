using Engagement.Live;

namespace Engagement.Placements;

/// <summary>That campaigns, slots or advertisers changed: this process's index does not wait for its next look.</summary>
internal sealed class CampaignChanges : Signal;
