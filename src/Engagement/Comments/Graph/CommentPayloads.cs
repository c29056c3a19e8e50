using Engagement.Articles;
using Engagement.Graph;
using GraphQL;

namespace Engagement.Comments;

/// <summary>What became of a post.</summary>
/// <param name="Comment">The new comment, or the one that the same key made before; null if refused, or if it is no longer for the caller.</param>
/// <param name="CommentEdge">The same in its place; null if it is not shown.</param>
/// <param name="Article">Its article, as the post left it.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record PostCommentPayload(CommentView? Comment, CommentEdge? CommentEdge, ArticleView? Article, IEnumerable<IUserError> Errors);

/// <summary>What became of an edit.</summary>
/// <param name="Comment">As it is now; null if refused.</param>
/// <param name="Article">Its article, as the edit left it.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record EditCommentPayload(CommentView? Comment, ArticleView? Article, IEnumerable<IUserError> Errors);

/// <summary>What became of taking a comment back.</summary>
/// <param name="DeletedCommentId">The comment's id; null if refused.</param>
/// <param name="Comment">The tombstone, if one stays.</param>
/// <param name="Article">Its article, as it is now; null if it is not for the caller.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record DeleteCommentPayload(
    [property: Id] string? DeletedCommentId, CommentView? Comment, ArticleView? Article, IEnumerable<IUserError> Errors);

/// <summary>What became of a reaction.</summary>
/// <param name="Comment">As it is now; null if refused.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record ReactToCommentPayload(CommentView? Comment, IEnumerable<IUserError> Errors);
