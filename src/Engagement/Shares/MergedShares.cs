using Engagement.Articles;
using Engagement.Comments;

namespace Engagement.Shares;

/// <summary>
/// Adds up the shares of two articles that become one, in whole statements. The codes of both lead to it: that of the row that goes through what it was merged into.
/// </summary>
internal sealed class MergedShares : IMergedRows
{
    private static readonly string[] Counts = ["Intents", "Completions", "Visits"];

    private static readonly MergedTable[] Tables =
    [
        new("ShareTallies", ["Channel"], Counts),
        new("ShareDays", ["Day", "Channel"], Counts),
        new("ShareHours", ["Hour"], ["Shares", "Callers"]),
        new("FilteredShares", ["Day", "Channel", "Reason"], ["Count"]),
        new("ShareMarks", ["Caller", "Day", "Channel", "Kind"], ["Count"], "CountedAt"),
    ];

    public async Task MoveAsync(ArticleWrite write, Article stays, Article goes, CancellationToken cancel)
    {
        foreach (var table in Tables)
            await table.MoveAsync(write, stays, goes, cancel);
    }
}
