using System.ComponentModel;
using Engagement.Articles;
using Engagement.Graph;
using GraphQL;

namespace Engagement.Shares;

/// <summary>What is known of a share.</summary>
public enum ShareKind
{
    /// <summary>The button was used.</summary>
    Intent,

    /// <summary>The link was handed over, as far as the page can know: it was copied, or the device's share sheet says so. Shown to publishers only.</summary>
    Completed,
}

/// <summary>A use of a share button.</summary>
/// <param name="ArticleId">Of which article.</param>
/// <param name="Channel">Which button.</param>
/// <param name="Kind">What is known of it.</param>
/// <param name="IdempotencyKey">1–64 characters, a UUID at best: the same key of the same caller counts once and answers alike for 24 hours; of an anonymous one for the day.</param>
internal sealed record RecordShareInput(
    [property: Id] string ArticleId, ShareChannel Channel, [property: DefaultValue(ShareKind.Intent)] ShareKind Kind, string? IdempotencyKey);

/// <summary>What became of a share.</summary>
/// <param name="Article">As it is now; null if refused.</param>
/// <param name="Counted">False if it was one already counted, or filtered.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record RecordSharePayload(ArticleView? Article, bool Counted, IEnumerable<IUserError> Errors);

/// <summary>That a reader came to the page through a shared link.</summary>
/// <param name="Code">What the page found in its own address, in the parameter that the site set for shared links.</param>
internal sealed record RecordVisitInput(string Code);

/// <summary>What became of a visit.</summary>
/// <param name="Counted">False if the visitor was counted that day already, or is none: a crawler, a preview, the site's own people.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record RecordVisitPayload(bool Counted, IEnumerable<IUserError> Errors);

/// <summary>An article whose short links are to have another code.</summary>
/// <param name="ArticleId">Which.</param>
internal sealed record ReplaceShareCodeInput([property: Id] string ArticleId);

/// <summary>What became of it.</summary>
/// <param name="Article">As it is now; null if refused.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record ReplaceShareCodePayload(ArticleView? Article, IEnumerable<IUserError> Errors);
