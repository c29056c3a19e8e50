using Engagement.Articles;
using Engagement.Counts.Traffic;
using Engagement.Data;
using Engagement.Graph;

namespace Engagement.Shares;

/// <summary>Something that is to be counted of a channel.</summary>
/// <param name="ArticleId">Where.</param>
/// <param name="Channel">By which.</param>
/// <param name="Kind">What.</param>
/// <param name="Caller">Who, from <see cref="Readers.CallerHashes"/>.</param>
/// <param name="Filtered">Why it does not count as a reader's doing; null if it may.</param>
/// <param name="Key">The idempotency key, if one was given.</param>
/// <param name="Refusal">What stands against it unless it is a repeat, such as the caller's pace; or null.</param>
/// <param name="SeesAll">Whether the caller may see articles that are not published.</param>
internal sealed record ShareDraft(
    long ArticleId, ShareChannel Channel, ShareEventKind Kind, long Caller,
    InvalidTrafficReason? Filtered = null, KeyUse? Key = null, IUserError? Refusal = null, bool SeesAll = false);

/// <summary>What became of a draft.</summary>
/// <param name="Article">As the transaction left it; null if there is an error.</param>
/// <param name="Counted">False if it was one already counted, or filtered.</param>
/// <param name="Error">Why it was refused, or null.</param>
/// <param name="IsRepeat">It is the answer to the first use of the idempotency key.</param>
internal sealed record ShareOutcome(Article? Article, bool Counted, IUserError? Error, bool IsRepeat = false)
{
    public static ShareOutcome Refused(IUserError error) => new(null, false, error);
}
