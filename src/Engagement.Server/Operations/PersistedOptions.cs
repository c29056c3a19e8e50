using Engagement.Readers;

namespace Engagement.Server.Operations;

/// <summary>Documents that clients name instead of sending them; section <c>Persisted</c>.</summary>
public sealed class PersistedOptions
{
    /// <summary>
    /// A folder of <c>*.graphql</c> files, or a JSON manifest; relative to the content root, read at the start, which fails if a document does not fit the schema. A file's
    /// document is named by <c>sha256:</c> with its hash, and by the file's name without its ending. A manifest is an
    /// object of documents by their ids, as Relay and GraphQL Code Generator write it, or Apollo's
    /// <c>apollo-persisted-query-manifest</c>; its documents are named by those ids, and by their hash. Default none.
    /// </summary>
    public string? Path { get; set; }

    /// <summary>Whether callers may run nothing but these documents. Default false; needs <see cref="Path"/>.</summary>
    public bool Only { get; set; }

    /// <summary>Callers with one of these roles may run any document though <see cref="Only"/> is set. Default none.</summary>
    public ICollection<Roles> ExemptRoles { get; } = [];
}
