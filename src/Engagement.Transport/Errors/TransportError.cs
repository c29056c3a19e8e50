using GraphQL;

namespace Engagement.Transport.Errors;

/// <summary>An error of HTTP or of the request itself: it has one status, whatever the media type of the answer.</summary>
internal abstract class TransportError : ExecutionError
{
    protected TransportError(int status, string code, string message)
        : base(message)
    {
        Status = status;
        Code = code;
    }

    public int Status { get; }

    /// <summary>The Allow header of a 405; null for none.</summary>
    public string? Allow { get; init; }
}
