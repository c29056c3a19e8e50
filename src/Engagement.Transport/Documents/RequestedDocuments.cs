using System.Security.Cryptography;
using System.Text;
using Engagement.Transport.Errors;
using GraphQL.Transport;

namespace Engagement.Transport.Documents;

/// <summary>
/// Finds the document of a request: sent as it is, named by `documentId`, or named by its hash as an automatic
/// persisted query. The same for every transport, and before the document is parsed.
/// </summary>
internal sealed class RequestedDocuments(IPersistedDocuments persisted, AutomaticDocuments automatic)
{
    private const string HashPrefix = "sha256:";

    public RequestedDocument Find(GraphQLRequest request, Caller caller)
    {
        if (request.DocumentId is { } id)
            return Found(persisted.Find(id)) ?? Refused(PersistedQueryError.UnknownId());
        var query = AutomaticQuery.Of(request.Extensions);
        if (string.IsNullOrEmpty(request.Query))
            return query is { } named ? FindByHash(named.Hash, caller) : Refused(new BadRequestError("`query` is missing."));

        var hash = query is null && !persisted.AreAllFor(caller) ? null : HashOf(request.Query);
        if (query is { } registered && registered.Hash != hash)
            return Refused(PersistedQueryError.Mismatch());
        // A persisted document may be sent as well as named: it is the same one.
        if (hash is not null && persisted.AreAllFor(caller) && persisted.Find(HashPrefix + hash) is null)
            return Refused(PersistedQueryError.Required());
        return new RequestedDocument(request.Query, KeepAs: query is null ? null : hash);
    }

    /// <summary>Keeps a document that was executed for the next who names it.</summary>
    public void Executed(RequestedDocument document)
    {
        if (document is { Text: { } text, KeepAs: { } hash })
            automatic.Keep(hash, text);
    }

    private RequestedDocument FindByHash(string hash, Caller caller)
    {
        if (Found(persisted.Find(HashPrefix + hash)) is { } known)
            return known;
        if (persisted.AreAllFor(caller))
            return Refused(PersistedQueryError.UnknownHash());
        if (!automatic.AreOn)
            return Refused(PersistedQueryError.NotSupported());
        return automatic.TryFind(hash, out var text) ? new RequestedDocument(text) : Refused(PersistedQueryError.UnknownHash());
    }

    private static RequestedDocument? Found(string? text) => text is null ? null : new RequestedDocument(text);

    private static RequestedDocument Refused(GraphQL.ExecutionError error) => new(null, error);

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
