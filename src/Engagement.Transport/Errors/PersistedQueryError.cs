using GraphQL;

namespace Engagement.Transport.Errors;

/// <summary>The document that a request names cannot be had, or the one that it sends may not be run.</summary>
internal sealed class PersistedQueryError : ExecutionError
{
    private PersistedQueryError(string code, string message)
        : base(message) =>
        Code = code;

    public static PersistedQueryError UnknownId() => new(ErrorCodes.PersistedQueryNotFound, "There is no document of this `documentId`.");

    /// <summary>Old clients go by the message: the document is sent with its hash then.</summary>
    public static PersistedQueryError UnknownHash() => new(ErrorCodes.PersistedQueryNotFound, "PersistedQueryNotFound");

    /// <summary>Old clients go by the message: documents are sent without a hash then.</summary>
    public static PersistedQueryError NotSupported() => new(ErrorCodes.PersistedQueryNotSupported, "PersistedQueryNotSupported");

    public static PersistedQueryError Mismatch() =>
        new(ErrorCodes.PersistedQueryMismatch, "`extensions.persistedQuery.sha256Hash` is not the hash of `query`.");

    public static PersistedQueryError Required() =>
        new(ErrorCodes.PersistedQueryRequired, "Only persisted documents may be run here; name one by `documentId`.");
}
