using Engagement.Graph;
using Engagement.Placements.Campaigns;

namespace Engagement.Placements.Serving;

/// <summary>How a manager sees a creative in its place.</summary>
internal sealed class CreativePreview(PlacementPreview preview)
{
    /// <summary>For `Article.placements(preview:)`: shows this creative on any page, for an hour, whatever the state of its campaign; nothing of it counts.</summary>
    public Task<string> PreviewToken([Parent] CreativeView creative, CancellationToken cancel) => preview.TokenAsync(creative.Row, cancel);
}
