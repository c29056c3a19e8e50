using Engagement.Articles;
using Engagement.Graph;

namespace Engagement.Comments;

/// <summary>What became of a change of one comment.</summary>
/// <param name="Changed">The comment and its article as the transaction left them; null if refused.</param>
/// <param name="Error">Why it was refused.</param>
internal sealed record CommentChange((Comment Comment, Article Article)? Changed, IUserError? Error)
{
    public static CommentChange Refused(IUserError error) => new(null, error);
    public static CommentChange Of(Comment comment, Article article) => new((comment, article), null);
    public static CommentChange NoComment { get; } = Refused(new NotFound("No comment has this id.", ["commentId"]));
}
