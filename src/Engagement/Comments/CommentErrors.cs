using Engagement.Graph;
using Engagement.Readers;
using GraphQL;
using GraphQL.DataLoader;

namespace Engagement.Comments;

/// <summary>The time in which the author may edit has passed.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">The field with the comment's id.</param>
/// <param name="EndedAt">When it ended: at once, where a published comment of a premoderated thread is edited.</param>
internal sealed record EditWindowOver(string Message, IReadOnlyList<string>? Path, DateTime EndedAt) : UserError(Message, Path);

/// <summary>Only the author may do this.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">The field with the comment's id.</param>
internal sealed record NotTheAuthor(string Message, IReadOnlyList<string>? Path) : UserError(Message, Path);

/// <summary>The object is not in the state that the caller saw.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">The field with its id, or with what the caller saw.</param>
/// <param name="Comment">As it is now; null if it is none.</param>
/// <param name="ChangedAt">When it changed last: a comment's state, or a campaign.</param>
internal sealed record Conflict(string Message, IReadOnlyList<string>? Path, CommentView? Comment, DateTime? ChangedAt) : UserError(Message, Path)
{
    /// <summary>Who changed it last, or null.</summary>
    [Ignore]
    public long? ChangedById { get; init; }
}

/// <summary>Both articles have comments, which are never moved: they stay two.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">The field of the article that was to go into the other.</param>
internal sealed record BothHaveComments(string Message, IReadOnlyList<string>? Path) : UserError(Message, Path);

/// <summary>Finds who changed what the caller saw otherwise.</summary>
internal sealed class ConflictFields(ReaderLoader readers)
{
    /// <summary>Who changed it last; null if a rule or the clock did.</summary>
    public IDataLoaderResult<ReaderView?> ChangedBy([Parent] Conflict conflict) =>
        conflict.ChangedById is { } id ? readers.Load(id) : LoaderResults.Of<ReaderView?>(null);
}
