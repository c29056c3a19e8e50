using GraphQL;

namespace Engagement.Live;

/// <summary>Makes of a result one that many subscribers can be sent. A transport that takes finished bytes has its own.</summary>
internal interface ISharedResults
{
    /// <summary>The result, serialised once and for all if the transport can take it so. It has no errors.</summary>
    ExecutionResult Share(ExecutionResult result);
}

/// <summary>Leaves the serialising to each answer.</summary>
internal sealed class UnserialisedResults : ISharedResults
{
    public ExecutionResult Share(ExecutionResult result) => result;
}
