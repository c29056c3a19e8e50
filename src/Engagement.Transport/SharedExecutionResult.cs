using GraphQL;

namespace Engagement.Transport;

/// <summary>
/// A result that is serialised already. The writers put its bytes into the answer or the `next` envelope as they are,
/// so that many sockets share one serialisation; they are neither copied while they wait nor checked.
/// </summary>
public class SharedExecutionResult : ExecutionResult
{
    /// <param name="sharedJson">A whole result object in UTF-8, such as {"data":{…}}; never changed afterwards.</param>
    public SharedExecutionResult(ReadOnlyMemory<byte> sharedJson)
    {
        SharedJson = sharedJson;
        Executed = true;
    }

    /// <summary>The result object in UTF-8.</summary>
    public ReadOnlyMemory<byte> SharedJson { get; }
}
