namespace Engagement.Transport;

/// <summary>
/// Documents that the host knows beforehand, so that clients name them instead of sending them (GraphQL over HTTP,
/// appendix "Persisted Documents"). What they hold is held to the same limits as any document. Asked for each
/// operation: answer from memory.
/// </summary>
public interface IPersistedDocuments
{
    /// <summary>The text of a document; null if there is none of this id.</summary>
    /// <param name="id">As sent, compared exactly; `sha256:` with 64 lower-case hexadecimal digits, or the host's own.</param>
    string? Find(string id);

    /// <summary>Whether this caller may run nothing but these documents.</summary>
    bool AreAllFor(Caller caller);
}

/// <summary>No documents: the host registered none.</summary>
internal sealed class NoPersistedDocuments : IPersistedDocuments
{
    public string? Find(string id) => null;

    public bool AreAllFor(Caller caller) => false;
}
