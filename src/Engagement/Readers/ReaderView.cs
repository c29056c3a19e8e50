using Engagement.Data;
using Engagement.Graph;
using GraphQL;

namespace Engagement.Readers;

/// <summary>Somebody known by a token. Made on first write.</summary>
/// <param name="Id">Opaque, unique over all types.</param>
/// <param name="Name">As the token says.</param>
/// <param name="Picture">https, on an allowed host; else null.</param>
/// <param name="Badges">Short labels, as the token says.</param>
/// <param name="IsStaff">Whether the reader works for the site.</param>
/// <param name="JoinedAt">Of the first write.</param>
[Name("Reader"), CacheableBy(VersionOf.Article)]
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

    /// <summary>The row's id in a public id; null for anything else.</summary>
    public static long? ParseId(string? id) => PublicId.TryParse(IdPrefix, id, out var key) ? key : null;
}
