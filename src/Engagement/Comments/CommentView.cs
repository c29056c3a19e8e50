using Engagement.Graph;
using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Federation;

namespace Engagement.Comments;

/// <summary>How much of a comment that is not published its reader may see.</summary>
internal enum Sight
{
    /// <summary>A tombstone: no author, no body, no reactions.</summary>
    Public,

    /// <summary>The writer: the body while it is held, no longer once it is removed or deleted.</summary>
    Author,

    /// <summary>All that is stored.</summary>
    Moderator,
}

/// <summary>A comment. With replies under it, a removed one stays as a tombstone: no author, no body, no reactions.</summary>
/// <param name="Id">Opaque, unique over all types.</param>
/// <param name="Depth">1 at top level, at most 8.</param>
/// <param name="Body">As typed; null on a tombstone.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="PublishedAt">When it became visible; later than createdAt if it was held.</param>
/// <param name="EditedAt">Of the last edit.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reactions">Kinds with a count above 0, in the order of the enum; empty on a tombstone.</param>
/// <param name="ReplyCount">Shown comments right below: edges of `replies`.</param>
/// <param name="Position">Orders the comments of one article: NEWEST is descending, OLDEST ascending. Gaps mean nothing.</param>
/// <param name="Version">Of the last visible change; 0 before it was first visible.</param>
/// <param name="AddedVersion">At which it became visible.</param>
[Name("Comment"), Key("id"), CacheableBy(VersionOf.Article)]
internal sealed record CommentView(
    [property: Id] string Id,
    int Depth,
    [property: Markdown] string? Body,
    DateTime CreatedAt,
    DateTime? PublishedAt,
    DateTime? EditedAt,
    CommentState State,
    IReadOnlyList<ReactionCount> Reactions,
    int ReplyCount,
    int Position,
    [property: Version] long Version,
    [property: Version] long? AddedVersion) : INode
{
    /// <summary>The row: what other fields are made of.</summary>
    [Ignore]
    public required Comment Row { get; init; }

    [Ignore]
    public required Sight Sight { get; init; }

    [Ignore]
    public CommentKey CommentKey => Row.Key;

    /// <summary>Whether it shows who wrote it.</summary>
    [Ignore]
    public bool ShowsAuthor => Row.IsPublished || Sight != Sight.Public;

    [FederationResolver]
    public static IDataLoaderResult<CommentView?> ReferenceById([Id] string id, [FromServices] CommentLoader comments) => comments.LoadById(id);

    /// <summary>The comment as <paramref name="sight"/> sees it.</summary>
    public static CommentView From(Comment row, Sight sight = Sight.Public)
    {
        var showsBody = row.IsPublished || sight == Sight.Moderator || (sight == Sight.Author && row.State == CommentState.Held);
        return new(
            row.Key.ToString(),
            row.Depth,
            showsBody ? row.Body : null,
            row.CreatedAt,
            row.PublishedAt,
            showsBody ? row.EditedAt : null,
            row.State,
            row.IsPublished ? ReactionCount.Of(row) : [],
            row.ShownReplies,
            (int)row.Seq,
            row.ChangedVersion,
            row.AddedVersion == 0 ? null : row.AddedVersion)
        { Row = row, Sight = sight };
    }
}

/// <summary>How many readers react in one way.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Count">Above 0.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record ReactionCount(ReactionKind Kind, int Count)
{
    /// <summary>Those above 0, in the order of the enum.</summary>
    public static IReadOnlyList<ReactionCount> Of(IReactionTallies tallies) =>
        [.. Enum.GetValues<ReactionKind>().Select(kind => new ReactionCount(kind, tallies.Tally(kind))).Where(r => r.Count > 0)];
}
