using Engagement.Articles;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Comments;

/// <summary>What became of a change of one comment.</summary>
/// <param name="Changed">The comment and its article as the transaction left them; null if refused.</param>
/// <param name="Error">Why it was refused.</param>
internal sealed record CommentChange((Comment Comment, Article Article)? Changed, IUserError? Error)
{
    public static CommentChange Refused(IUserError error) => new(null, error);
    public static CommentChange Of(Comment comment, Article article) => new((comment, article), null);
    /// <summary>Neither of both: of a batch whose other items are written. See <see cref="ReaderGoneException"/>.</summary>
    public static CommentChange ReaderGone { get; } = new(null, null);

    public static CommentChange NoComment { get; } = Refused(new NotFound("No comment has this id.", ["commentId"]));
}
