using Engagement.Comments;

namespace Engagement.Moderation;

internal sealed class ReportMutations(ReportComment report)
{
    /// <summary>Tells moderators about a published comment; again writes nothing. Errors: InvalidInput, NotFound, Banned, TooFast.</summary>
    public async Task<ReportCommentPayload> ReportComment(ReportCommentInput input, CancellationToken cancel) =>
        await report.ReportAsync(input, cancel) switch
        {
            { Changed: var (comment, _) } => new(CommentView.From(comment), []),
            var refused => new(null, [refused.Error!]), // nothing changed: there is an error
        };
}
