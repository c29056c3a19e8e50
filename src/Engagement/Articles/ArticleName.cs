using Engagement.Data;

namespace Engagement.Articles;

/// <summary>One of the names by which an article is found, present or former.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Text">As it was asked.</param>
/// <param name="Values">What is looked up; two for each kind.</param>
internal sealed record ArticleName(ArticleNameKind Kind, string Text, (object, object) Values)
{
    /// <summary>Reads one; null for what can be no name of this kind, and names nothing.</summary>
    public static ArticleName? Parse(ArticleNameKind kind, string text) => kind switch
    {
        ArticleNameKind.Id => ArticleView.ParseId(text) is { } id ? new(kind, text, (id, id)) : null,
        ArticleNameKind.Key => TextRules.CheckKey(text, ArticleConfiguration.MaxKeyLength) is null ? new(kind, text, (text, text)) : null,
        _ => ArticleUrl.TryParse(text, out var url) ? new(kind, text, (UrlIdentity.HashOf(url), ArticleUrl.Hash(url))) : null,
    };

    /// <summary>An expression for the id of the row that has the name, whatever became of it; null without one.</summary>
    /// <param name="values">How <see cref="Values"/> stand in the statement.</param>
    public string RowSql(string[] values) => Kind switch
    {
        ArticleNameKind.Id => values[0],
        ArticleNameKind.Key => $"""(SELECT "Id" FROM "Articles" WHERE "Key" = {values[0]})""",
        // One whose addresses were not written yet, by a version before them, is found by its exact URL.
        _ => $"""COALESCE((SELECT "ArticleId" FROM "ArticleAddresses" WHERE "Hash" = {values[0]}), (SELECT "Id" FROM "Articles" WHERE "UrlHash" = {values[1]}))""",
    };
}

/// <summary>The kinds of names.</summary>
internal enum ArticleNameKind
{
    /// <summary>The publisher's own, compared exactly.</summary>
    Key,

    /// <summary>The page's address, compared by <see cref="UrlIdentity"/>.</summary>
    Url,

    /// <summary>The public id.</summary>
    Id,
}
