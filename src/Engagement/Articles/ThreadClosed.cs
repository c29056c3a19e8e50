using Engagement.Graph;

namespace Engagement.Articles;

/// <summary>The thread takes no comments.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">Null.</param>
/// <param name="ClosedAt">When it closed by itself; null if a moderator closed it.</param>
internal sealed record ThreadClosed(string Message, IReadOnlyList<string>? Path, DateTime? ClosedAt) : UserError(Message, Path)
{
    /// <summary>The error if the article's thread is closed at <paramref name="now"/>, else null.</summary>
    public static ThreadClosed? Of(Article article, DateTime now) =>
        article.CommentingAt(now) == CommentingState.Closed
            ? new("The thread is closed.", null, article.ClosesAt <= now ? article.ClosesAt : null)
            : null;
}
