using System.Globalization;
using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using GraphQL;

namespace Engagement.Server.Tests.Model;

/// <summary>What the model expects to be shown, in the shape of the answers; fields in the order in which they are asked for.</summary>
internal static class Seen
{
    /// <summary>As the contract writes an enum's value; null stays null.</summary>
    public static string? Name<T>(T value) => value?.ToString()?.ToConstantCase();

    /// <summary>An instant as answers write it.</summary>
    public static string? Time(DateTime? instant) => instant?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>How much of a comment somebody (null: anybody without a token) sees; null if nothing.</summary>
    public static Sight? SightOf(ModelComment comment, ModelReader? viewer) =>
        !comment.Article.IsFor(viewer) ? null
        : comment.IsPublished ? Sight.Public
        : viewer is { IsModerator: true } ? Sight.Moderator
        : viewer == comment.Author ? Sight.Author
        : comment.IsShown ? Sight.Public
        : null;

    public static bool ShowsBody(ModelComment comment, Sight sight) =>
        comment.IsPublished || sight == Sight.Moderator || (sight == Sight.Author && comment.State == CommentState.Held);

    public static object Id(ModelComment comment) => new { id = comment.Id };

    public static IEnumerable<object> Ids(IEnumerable<ModelComment> comments) => comments.Select(Id);

    public static object? Shown(ModelComment? comment) => comment is { IsShown: true } ? Id(comment) : null;

    /// <summary>As <see cref="Call.Comment"/> selects it.</summary>
    public static object Brief(ModelComment comment, Sight sight) => new
    {
        id = comment.Id,
        state = Name(comment.State),
        body = ShowsBody(comment, sight) ? comment.Body : null,
        replyCount = comment.Replies.Count(),
    };

    public static object Commenting(ModelArticle article, DateTime now) => new
    {
        state = Name(article.CommentingAt(now)),
        closesAt = Time(article.ClosesAt),
        message = article.Message,
    };

    public static object? Ban(ModelReader reader, DateTime now) => reader.BanAt(now) is not { } ban ? null
        : new { until = Time(ban.Until), reason = ban.Reason, createdAt = Time(ban.CreatedAt) };

    /// <summary>A thread's settings as the audit trail writes them.</summary>
    public static string Codes(ModelArticle article) =>
        Name(article.Commenting) + (article.ClosesAt is { } end && article.Commenting != CommentingState.Closed ? $" until {Time(end)}" : "");
}
