using System.Text;
using Engagement.Live;
using Engagement.Transport;
using GraphQL;

namespace Engagement.Server.Operations;

/// <summary>Serialises a result that many subscribers are sent once, to bytes that all their sockets write.</summary>
internal sealed class SharedBytes(IGraphQLTextSerializer serializer) : ISharedResults
{
    public ExecutionResult Share(ExecutionResult result) => new SharedExecutionResult(Encoding.UTF8.GetBytes(serializer.Serialize(result)));
}
