using Engagement.Data;
using Engagement.Graph;
using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Federation;

namespace Engagement.Articles;

/// <summary>A page of the publisher's that readers talk under. Its text stays with the publisher.</summary>
/// <param name="Id">Opaque, unique over all types.</param>
/// <param name="Key">The publisher's own key, 1–200 characters, compared exactly.</param>
/// <param name="Url">The page.</param>
/// <param name="Title">1–300 characters.</param>
/// <param name="State">The public only ever sees PUBLISHED.</param>
/// <param name="PublishedAt">As the publisher says.</param>
/// <param name="Language">A language tag (RFC 5646) in lower case; null if the publisher did not say.</param>
/// <param name="Sensitive">Nothing is sold beside it but to campaigns that say that they may stand there.</param>
/// <param name="Version">Of the last visible change of the article or anything below it.</param>
[Name("Article"), Key("id"), Key("key"), CacheableBy(VersionOf.Article)]
internal sealed record ArticleView(
    [property: Id] string Id,
    string Key,
    [property: Url] string Url,
    string Title,
    ArticleState State,
    DateTime? PublishedAt,
    string? Language,
    bool Sensitive,
    [property: Version] long Version) : INode
{
    public const string IdPrefix = "art";

    /// <summary>The row, read without tracking: what other fields are made of.</summary>
    [Ignore]
    public required Article Row { get; init; }

    public static ArticleView From(Article row) =>
        new(PublicId.Format(IdPrefix, row.Id), row.Key, row.Url, row.Title, row.State, row.PublishedAt, row.Language, row.IsSensitive, row.Version) { Row = row };

    [FederationResolver]
    public static IDataLoaderResult<ArticleView?> ReferenceById([Id] string id, [FromServices] ArticleLoader articles) => articles.LoadById(id);

    [FederationResolver]
    public static IDataLoaderResult<ArticleView?> ReferenceByKey(string key, [FromServices] ArticleLoader articles) => articles.LoadByKey(key);

    /// <summary>The row's id in a public id; null for anything else.</summary>
    public static long? ParseId(string? id) => PublicId.TryParse(IdPrefix, id, out var key) ? key : null;
}
