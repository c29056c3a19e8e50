using GraphQL;

namespace Engagement.Transport.Errors;

/// <summary>One socket has as many operations under way as it may.</summary>
internal sealed class TooManyOperationsError : ExecutionError
{
    /// <param name="limit">Operations at once.</param>
    public TooManyOperationsError(int limit)
        : base("Too many operations at once on this socket.")
    {
        Code = ErrorCodes.TooManyOperations;
        this.AddExtension("limit", limit);
    }
}
