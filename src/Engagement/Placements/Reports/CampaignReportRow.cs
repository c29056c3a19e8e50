using Engagement.Counts.Traffic;

namespace Engagement.Placements.Reports;

/// <summary>What the rows of a campaign's report are about.</summary>
public enum CampaignReportBy
{
    /// <summary>A day of the site, such as 2026-11-26; in order of time.</summary>
    Day,

    /// <summary>An article, by the publisher's key; one that was merged into another counts as the one that stays.</summary>
    Article,

    /// <summary>A slot, by its key.</summary>
    Slot,

    /// <summary>An article's first channel, by its name; empty: the article has none. So each event is in one row.</summary>
    Channel,

    /// <summary>A creative, by its id.</summary>
    Creative,
}

/// <summary>
/// One row of a campaign's report. The rows of one report add up to those of any other of the same days, but for `unfilled` by creative.
/// </summary>
/// <param name="Key">What it is about: a day, the key of an article or a slot, a channel's name or a creative's id.</param>
/// <param name="Decisions">Times that it was chosen for a position of a page; counted a few seconds later than the rest, and those of its last seconds are lost with a server that is killed.</param>
/// <param name="Impressions">Times that it began to render.</param>
/// <param name="Viewables">Those of which half of the pixels were in a visible tab for a continuous second.</param>
/// <param name="MeasurableRate">
/// The share of impressions, 0–1, of which a script of the page told anything, and so could have told whether they can be seen (MRC:
/// measured rate). The others are known by a click alone, or by the request of a page that asked as `rendered`. Null without impressions.
/// </param>
/// <param name="Clicks">Times that it was clicked.</param>
/// <param name="Billed">Units of the campaign's goal.</param>
/// <param name="OverDelivery">Units that came when a budget was used up; they cost nothing.</param>
/// <param name="Unfilled">
/// Positions that stayed empty in a slot beside an article on a day on which it was chosen there at least once; 0 of a creative. Counted
/// a few seconds later than the rest.
/// </param>
/// <param name="Invalid">Events that were no reader's doing, by reason; not in the numbers before.</param>
internal sealed record CampaignReportRow(
    string Key, int Decisions, int Impressions, int Viewables, double? MeasurableRate, int Clicks, int Billed, int OverDelivery, int Unfilled, IReadOnlyList<FilteredCount> Invalid);
