using Engagement.Articles;
using Engagement.Comments;
using Engagement.Graph;
using Engagement.Readers;

namespace Engagement.Moderation;

/// <summary>What became of a report.</summary>
/// <param name="Comment">The comment; null if refused.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record ReportCommentPayload(CommentView? Comment, IEnumerable<IUserError> Errors);

/// <summary>What became of a decision about a comment.</summary>
/// <param name="Comment">As it is now; null if refused.</param>
/// <param name="Article">Its article, as it is now.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record ModerateCommentPayload(CommentView? Comment, ArticleView? Article, IEnumerable<IUserError> Errors);

/// <summary>What became of a thread's settings.</summary>
/// <param name="Article">As it is now; null if refused.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record SetCommentingPayload(ArticleView? Article, IEnumerable<IUserError> Errors);

/// <summary>What became of a ban.</summary>
/// <param name="Reader">The reader; null if refused.</param>
/// <param name="Ban">The ban in force; null if there is none.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record BanReaderPayload(ReaderView? Reader, BanView? Ban, IEnumerable<IUserError> Errors);
