using Engagement.Articles;
using Engagement.Graph;
using Engagement.Live;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Comments;

/// <summary>Something happened to a comment or its article; the loaders of the event have what the tail read.</summary>
/// <param name="Version">Of the change.</param>
/// <param name="Article">As it was when this was read; null in the last event of an article that is no longer public.</param>
internal abstract record CommentEvent(long Version, ArticleView? Article) : LiveEvent(Version)
{
    /// <summary>The comment, if it is shown.</summary>
    private protected abstract Comment? Row { get; }

    /// <summary>What changed under an article above a version, in no order.</summary>
    /// <param name="article">As it was read, before the comments.</param>
    /// <param name="comments">Those that changed.</param>
    /// <param name="after">The version.</param>
    public static IEnumerable<LiveEvent> Changes(ArticleView article, IEnumerable<Comment> comments, long after)
    {
        var events = comments.Select(row => CommentChanged.Of(row, article));
        return article.Row.SettingsVersion > after ? events.Append(new SettingsChanged(article.Row.SettingsVersion, article)) : events;
    }

    internal override void Prime(IServiceProvider scope)
    {
        if (Article is not null)
            scope.GetRequiredService<ArticleLoader>().Prime(Article);
        if (Row is { } row)
            scope.GetRequiredService<CommentLoader>().Prime(row);
    }
}

/// <summary>A comment became visible. Replace by id: it may have come before with another version.</summary>
/// <param name="Version">The comment's addedVersion.</param>
/// <param name="Edge">Its cursor is one of NEWEST and OLDEST.</param>
/// <param name="Article">As it was when the comment was read.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record CommentAdded(long Version, CommentEdge Edge, ArticleView? Article) : CommentEvent(Version, Article)
{
    private protected override Comment Row => Edge.Node.Row;
}

/// <summary>Its state now; several changes may arrive as one. Insert if not held: at top level if its position is in the range held, else under its parent. A parent that changed too may come after its replies: keep a reply whose parent is not held until then.</summary>
/// <param name="Version">Of the last change.</param>
/// <param name="AddedVersion">At which the comment became visible; null if it never was more than a tombstone.</param>
/// <param name="Comment">As it is shown.</param>
/// <param name="Article">As it was when the comment was read.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record CommentChanged(long Version, [property: Version] long? AddedVersion, CommentView Comment, ArticleView? Article)
    : CommentEvent(Version, Article)
{
    private protected override Comment Row => Comment.Row;

    /// <summary>What became of a comment that changed: its state, or that it is gone.</summary>
    public static LiveEvent Of(Comment row, ArticleView article) => row.Shown
        ? new CommentChanged(row.ChangedVersion, row.AddedVersion == 0 ? null : row.AddedVersion, CommentView.From(row), article)
        : new CommentGone(row.ChangedVersion, row.Key.ToString(), article);
}

/// <summary>The comment is no longer shown.</summary>
/// <param name="Version">Of the change.</param>
/// <param name="CommentId">Whose.</param>
/// <param name="Article">As it was when this was read.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record CommentGone(long Version, [property: Id] string CommentId, ArticleView? Article) : CommentEvent(Version, Article)
{
    private protected override Comment? Row => null;
}

/// <summary>The article's own fields, its thread's settings or its pins changed.</summary>
/// <param name="Version">Of the last such change.</param>
/// <param name="Article">As it is now. Null: it is no longer public, and the subscription ends.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record SettingsChanged(long Version, ArticleView? Article) : CommentEvent(Version, Article)
{
    private protected override Comment? Row => null;
}

/// <summary>An event of <c>commentAdded</c>.</summary>
internal sealed class CommentAdditionType : UnionGraphType
{
    public CommentAdditionType()
    {
        (Name, Description) = ("CommentAddition", "A comment that became visible, or that one has to read again.");
        Type<ExtendedType<CommentAdded>>();
        Type<ExtendedType<Resync>>();
    }
}

/// <summary>An event of <c>articleChanged</c>.</summary>
internal sealed class ArticleChangeType : UnionGraphType
{
    public ArticleChangeType()
    {
        (Name, Description) = ("ArticleChange", "A state that replaces the one held, or that one has to read again.");
        Type<ExtendedType<CommentChanged>>();
        Type<ExtendedType<CommentGone>>();
        Type<ExtendedType<SettingsChanged>>();
        Type<ExtendedType<Resync>>();
    }
}
