using GraphQL;

namespace Engagement.Transport.Errors;

/// <summary>What is told of an exception: where in the logs it stands, and nothing else.</summary>
internal sealed class InternalError : ExecutionError
{
    public InternalError(string correlationId)
        : base("Internal error.")
    {
        Code = ErrorCodes.Internal;
        this.AddExtension("correlationId", correlationId);
    }
}
