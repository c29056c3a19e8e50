using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using GraphQL;

namespace Engagement.Placements.Complaints;

/// <summary>A page of reports of placements.</summary>
/// <param name="Edges">Newest first.</param>
/// <param name="PageInfo">Where the page stands.</param>
internal sealed record PlacementReportConnection(IReadOnlyList<PlacementReportEdge> Edges, PageInfo PageInfo)
{
    /// <summary>Of its cursors, which are ids.</summary>
    public const string CursorPrefix = "p";

    /// <summary>The reports of `edges`.</summary>
    public IEnumerable<PlacementReportView> Nodes => Edges.Select(e => e.Node);

    /// <param name="page">What was asked for.</param>
    /// <param name="rows">In order; one more than the page holds if there are more.</param>
    public static PlacementReportConnection Of(PageArguments page, IReadOnlyList<PlacementComplaint> rows)
    {
        var edges = rows.Take(page.Size).Select(c => new PlacementReportEdge(PublicId.Format(CursorPrefix, c.Id), PlacementReportView.From(c))).ToList();
        return new(edges, PageInfo.Of(page, rows.Count, edges.Select(e => e.Cursor)));
    }
}

/// <summary>A report in its place.</summary>
/// <param name="Cursor">Opaque.</param>
/// <param name="Node">The report.</param>
internal sealed record PlacementReportEdge(string Cursor, PlacementReportView Node);

/// <summary>One reader's report of a placement.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Details">In the reader's words.</param>
/// <param name="IsProven">Whether its token proves that it was placed beside that article; false: it was older than a day, and nobody can say.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ClosedAt">When a moderator closed it; null while it is open.</param>
[Name("PlacementReport")]
internal sealed record PlacementReportView(ReasonCode Reason, string? Details, bool IsProven, DateTime CreatedAt, DateTime? ClosedAt)
{
    /// <summary>The row: what other fields are made of.</summary>
    [Ignore]
    public required PlacementComplaint Row { get; init; }

    public static PlacementReportView From(PlacementComplaint row) => new(row.Reason, row.Details, row.IsProven, row.CreatedAt, row.ClosedAt) { Row = row };
}
