using Engagement.Comments;

namespace Engagement.Moderation;

/// <summary>Rebuilds the state of a comment from the audit trail: what the row says has to be what was decided.</summary>
internal static class AuditReplay
{
    /// <summary>
    /// The state after all entries. A comment begins PUBLISHED, and writes no entry for that; one whose first entry has no state
    /// before begins as that entry says.
    /// </summary>
    /// <param name="entries">All of one comment, in any order.</param>
    /// <exception cref="InvalidOperationException">An entry is missing, or does not follow from the one before.</exception>
    public static CommentState StateAfter(IEnumerable<AuditEntry> entries)
    {
        var state = CommentState.Published;
        var ordinal = 0;
        foreach (var entry in entries.OrderBy(e => e.Ordinal))
        {
            if (entry.Ordinal != ++ordinal)
                throw new InvalidOperationException($"Entry {ordinal} of comment {entry.ArticleId}/{entry.Seq} is missing.");
            if (entry.ToState is not { } to)
                continue; // not about the state
            if (entry.FromState is { } from ? from != state : ordinal != 1)
                throw new InvalidOperationException($"Entry {ordinal} of comment {entry.ArticleId}/{entry.Seq} starts at {entry.FromState}, not at {state}.");
            state = to;
        }
        return state;
    }
}
