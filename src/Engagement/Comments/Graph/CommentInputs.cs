using Engagement.Graph;
using GraphQL;

namespace Engagement.Comments;

/// <summary>A comment or a reply.</summary>
/// <param name="ArticleId">Where; or `ticket`, exactly one of both.</param>
/// <param name="Ticket">
/// Where, on a page whose article may not be registered yet: a JSON Web Token (RFC 7519) that the publisher signed, with the
/// claims `key`, `url`, `title` and `channels`. It registers the article with the post, and changes none that is known.
/// </param>
/// <param name="ParentId">The comment that is answered; null at top level.</param>
/// <param name="Body">1–5,000 user-perceived characters without outer white space, at most 20,000 bytes of UTF-8.</param>
/// <param name="IdempotencyKey">1–64 characters, a UUID at best: the same key of the same caller writes once and answers alike for 24 hours.</param>
internal sealed record PostCommentInput(
    [property: Id] string? ArticleId, string? Ticket, [property: Id] string? ParentId, [property: Markdown] string Body, string? IdempotencyKey);

/// <summary>A new text for an own comment.</summary>
/// <param name="CommentId">Which.</param>
/// <param name="Body">1–5,000 user-perceived characters without outer white space, at most 20,000 bytes of UTF-8.</param>
internal sealed record EditCommentInput([property: Id] string CommentId, [property: Markdown] string Body);

/// <summary>An own comment to take back.</summary>
/// <param name="CommentId">Which.</param>
internal sealed record DeleteCommentInput([property: Id] string CommentId);

/// <summary>A reaction.</summary>
/// <param name="CommentId">To which comment.</param>
/// <param name="Kind">The way.</param>
internal sealed record ReactToCommentInput([property: Id] string CommentId, ReactionKind Kind);

/// <summary>A reaction to take back.</summary>
/// <param name="CommentId">From which comment.</param>
internal sealed record RemoveReactionInput([property: Id] string CommentId);
