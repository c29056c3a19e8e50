using Engagement.Data;
using Engagement.Graph;

namespace Engagement.Placements.Campaigns;

/// <summary>A page of campaigns.</summary>
/// <param name="Edges">Newest first.</param>
/// <param name="PageInfo">Where the page stands.</param>
internal sealed record CampaignConnection(IReadOnlyList<CampaignEdge> Edges, PageInfo PageInfo)
{
    /// <summary>Of its cursors, which are ids.</summary>
    public const string CursorPrefix = "c";

    /// <summary>The campaigns of `edges`.</summary>
    public IEnumerable<CampaignView> Nodes => Edges.Select(e => e.Node);

    /// <param name="page">What was asked for.</param>
    /// <param name="rows">In order; one more than the page holds if there are more.</param>
    public static CampaignConnection Of(PageArguments page, IReadOnlyList<Campaign> rows)
    {
        var edges = rows.Take(page.Size).Select(c => new CampaignEdge(PublicId.Format(CursorPrefix, c.Id), CampaignView.From(c))).ToList();
        return new(edges, PageInfo.Of(page, rows.Count, edges.Select(e => e.Cursor)));
    }
}

/// <summary>A campaign in its place.</summary>
/// <param name="Cursor">Opaque.</param>
/// <param name="Node">The campaign.</param>
internal sealed record CampaignEdge(string Cursor, CampaignView Node);
