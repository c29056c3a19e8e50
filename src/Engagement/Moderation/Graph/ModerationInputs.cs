using Engagement.Articles;
using Engagement.Comments;
using Engagement.Readers;
using GraphQL;

namespace Engagement.Moderation;

/// <summary>A comment that moderators are to look at.</summary>
/// <param name="CommentId">Which; once per reader.</param>
/// <param name="Reason">Why.</param>
/// <param name="Details">At most 500 characters, 2,000 bytes of UTF-8.</param>
internal sealed record ReportCommentInput([property: Id] string CommentId, ReasonCode Reason, string? Details);

/// <summary>A comment to take from the page.</summary>
/// <param name="CommentId">Which.</param>
/// <param name="Reason">Why.</param>
/// <param name="Note">For moderators; at most 500 characters, 2,000 bytes of UTF-8.</param>
/// <param name="SeenState">The state that the moderator saw; checked if given.</param>
internal sealed record RemoveCommentInput([property: Id] string CommentId, ReasonCode Reason, string? Note, CommentState? SeenState);

/// <summary>A removed comment to bring back.</summary>
/// <param name="CommentId">Which.</param>
/// <param name="Note">For moderators; at most 500 characters, 2,000 bytes of UTF-8.</param>
/// <param name="SeenState">The state that the moderator saw; checked if given.</param>
internal sealed record RestoreCommentInput([property: Id] string CommentId, string? Note, CommentState? SeenState);

/// <summary>A held comment to publish, or a published one whose reports are to be closed.</summary>
/// <param name="CommentId">Which.</param>
/// <param name="Note">For moderators; at most 500 characters, 2,000 bytes of UTF-8.</param>
/// <param name="SeenState">The state that the moderator saw; checked if given.</param>
internal sealed record ApproveCommentInput([property: Id] string CommentId, string? Note, CommentState? SeenState);

/// <summary>A comment to pin or unpin.</summary>
/// <param name="CommentId">Which.</param>
internal sealed record PinCommentInput([property: Id] string CommentId);

/// <summary>The settings of a thread, replaced together: what is left out is none.</summary>
/// <param name="ArticleId">Whose thread.</param>
/// <param name="State">What readers may do.</param>
/// <param name="ClosesAt">When it closes by itself; in the future.</param>
/// <param name="Message">Shown to readers; at most 300 characters, 1,200 bytes of UTF-8.</param>
/// <param name="LiveMode">How pages keep up; left out: as the site says.</param>
/// <param name="PollInterval">Seconds between two polls of a page, 1–3,600; left out: as the site says.</param>
internal sealed record SetCommentingInput(
    [property: Id] string ArticleId, CommentingState State, DateTime? ClosesAt, string? Message, LiveMode? LiveMode, int? PollInterval);

/// <summary>A reader who is to write no more.</summary>
/// <param name="ReaderId">Who.</param>
/// <param name="Until">In the future; null: until lifted.</param>
/// <param name="Reason">Why; the reader sees it.</param>
/// <param name="Note">For moderators; at most 500 characters, 2,000 bytes of UTF-8.</param>
internal sealed record BanReaderInput([property: Id] string ReaderId, DateTime? Until, ReasonCode Reason, string? Note);

/// <summary>A reader who may write again.</summary>
/// <param name="ReaderId">Who.</param>
/// <param name="Note">For moderators; at most 500 characters, 2,000 bytes of UTF-8.</param>
internal sealed record UnbanReaderInput([property: Id] string ReaderId, string? Note);

/// <summary>Which comments; all that is given has to hold.</summary>
/// <param name="States">In one of them; null: in any.</param>
/// <param name="Reported">With open reports, or without.</param>
/// <param name="ArticleId">Of one article.</param>
/// <param name="ReaderId">By one reader.</param>
/// <param name="Channel">Of articles whose home channel this is, compared exactly.</param>
internal sealed record ModeratedCommentFilter(
    IReadOnlyList<CommentState>? States, bool? Reported, [property: Id] string? ArticleId, [property: Id] string? ReaderId, string? Channel)
{
    /// <summary>The selection; null if an id in it names nothing, so that nothing can be found.</summary>
    internal async Task<CommentSelection?> SelectionAsync(ArticleLoader articles, CancellationToken cancel)
    {
        var (articleId, readerId) = (ArticleId is null ? null : await articles.FindAsync(ArticleId, cancel), ReaderView.ParseId(ReaderId));
        return (ArticleId is not null && articleId is null) || (ReaderId is not null && readerId is null)
            ? null
            : new(States, Reported, articleId, readerId, Channel);
    }
}
