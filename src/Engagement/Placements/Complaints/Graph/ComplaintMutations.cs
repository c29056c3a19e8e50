using Engagement.Graph;
using Engagement.Readers;
using GraphQL;

namespace Engagement.Placements.Complaints;

/// <summary>A placement that moderators are to look at.</summary>
/// <param name="Token">Of the placement, also an old one; its creative once per reader.</param>
/// <param name="Reason">Why.</param>
/// <param name="Details">At most 500 characters, 2,000 bytes of UTF-8.</param>
internal sealed record ReportPlacementInput(string Token, ReasonCode Reason, string? Details);

/// <summary>What became of a report.</summary>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record ReportPlacementPayload(IEnumerable<IUserError> Errors);

/// <summary>A creative whose reports are dealt with.</summary>
/// <param name="CreativeId">Which.</param>
internal sealed record ClosePlacementReportsInput([property: Id] string CreativeId);

/// <summary>What became of it.</summary>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record ClosePlacementReportsPayload(IEnumerable<IUserError> Errors);

internal sealed class ComplaintMutations(ReportPlacement report, ComplaintDesk desk)
{
    /// <summary>Tells moderators about a placement; again, of the same creative, writes nothing. No sponsor sees who did. Errors: InvalidInput, NotFound, Banned, TooFast.</summary>
    public async Task<ReportPlacementPayload> ReportPlacement(ReportPlacementInput input, CancellationToken cancel) =>
        new(await report.ReportAsync(input, cancel) is { } error ? [error] : []);

    /// <summary>Closes the open reports of a creative in the caller's name; that there are none is no error. Errors: NotFound.</summary>
    public async Task<ClosePlacementReportsPayload> ClosePlacementReports(ClosePlacementReportsInput input, CancellationToken cancel) =>
        new(await desk.CloseAsync(input.CreativeId, cancel) is { } error ? [error] : []);
}

internal sealed class ComplaintQueries(ComplaintDesk desk)
{
    /// <summary>What readers told of placements, newest first. Default 20, at most 100.</summary>
    /// <param name="open">True: only what is open; false: only what is closed; null: all.</param>
    /// <param name="first">The size of the page.</param>
    /// <param name="after">Where it starts.</param>
    public Task<PlacementReportConnection> PlacementReports(bool? open, int? first, string? after, CancellationToken cancel) =>
        desk.ReadAsync(open, PageArguments.From(first, after, null, null), cancel);
}
