using Engagement.Transport.Errors;
using GraphQL;

namespace Engagement.Transport.Execution;

/// <summary>A result as it is sent within a stream of results.</summary>
internal sealed class ResultBytes(TransportSerializer serializer, ErrorScreen screen)
{
    /// <summary>The screened result on one line; what cannot be written becomes an INTERNAL error. Does not throw.</summary>
    public ReadOnlyMemory<byte> ToUtf8(ExecutionResult result)
    {
        try
        {
            return serializer.ToUtf8(screen.Screen(result));
        }
        catch (Exception exception)
        {
            return serializer.ToUtf8(new ExecutionResult { Errors = [screen.Report(exception)] });
        }
    }
}
