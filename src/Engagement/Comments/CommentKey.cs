using Engagement.Data;

namespace Engagement.Comments;

/// <summary>A comment's key: its article and its sequence number there.</summary>
internal readonly record struct CommentKey(long ArticleId, long Seq)
{
    public const string Prefix = "cmt";

    /// <summary>The public id.</summary>
    public override string ToString() => PublicId.Format(Prefix, ArticleId, Seq);

    /// <summary>The article's page, with the comment's id as fragment.</summary>
    public string Permalink(string articleUrl) => $"{articleUrl.Split('#')[0]}#{this}";

    /// <summary>Reads a public id; null for anything else.</summary>
    public static CommentKey? Parse(string? id) =>
        PublicId.TryParse(Prefix, id, out var articleId, out var seq) ? new CommentKey(articleId, seq) : null;
}
