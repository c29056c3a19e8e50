using Engagement.Graph;

namespace Engagement.Articles;

/// <summary>The thread takes no comments.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">The field with the article's or the comment's id.</param>
/// <param name="ClosedAt">When it closed by itself; null if a moderator closed it.</param>
internal sealed record ThreadClosed(string Message, IReadOnlyList<string>? Path, DateTime? ClosedAt) : UserError(Message, Path)
{
    /// <summary>The error if the article's thread is closed at <paramref name="now"/>, else null.</summary>
    public static ThreadClosed? Of(Article article, DateTime now, params IReadOnlyList<string>? path) =>
        article.CommentingAt(now) == CommentingState.Closed
            ? new("The thread is closed.", path, article.ClosesAt <= now ? article.ClosesAt : null)
            : null;
}
