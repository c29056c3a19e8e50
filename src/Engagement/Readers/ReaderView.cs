using Engagement.Data;
using Engagement.Graph;
using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Federation;

namespace Engagement.Readers;

/// <summary>Somebody known by a token. Made on first write.</summary>
/// <param name="Id">Opaque, unique over all types.</param>
/// <param name="Name">As the token says.</param>
/// <param name="Picture">https, on an allowed host; else null.</param>
/// <param name="Badges">Short labels, as the token says.</param>
/// <param name="IsStaff">Whether the reader works for the site.</param>
/// <param name="JoinedAt">Of the first write.</param>
[Name("Reader"), Key("id"), CacheableBy(VersionOf.Article)]
internal sealed record ReaderView(
    [property: Id] string Id,
    string Name,
    [property: Url] string? Picture,
    IReadOnlyList<string> Badges,
    bool IsStaff,
    DateTime JoinedAt) : INode
{
    public const string IdPrefix = "rdr";

    [Ignore]
    public required long Key { get; init; }

    public static ReaderView From(Reader reader) =>
        new(PublicId.Format(IdPrefix, reader.Id), reader.Name, reader.Picture, reader.Badges, reader.IsStaff, reader.JoinedAt) { Key = reader.Id };

    [FederationResolver]
    public static IDataLoaderResult<ReaderView?> ReferenceById([Id] string id, [FromServices] ReaderLoader readers) => readers.LoadById(id);

    /// <summary>The row's id in a public id; null for anything else.</summary>
    public static long? ParseId(string? id) => PublicId.TryParse(IdPrefix, id, out var key) ? key : null;
}
