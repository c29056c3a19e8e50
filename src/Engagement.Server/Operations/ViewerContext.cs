using Engagement.Live;
using Engagement.Readers;
using Engagement.Transport;

namespace Engagement.Server.Operations;

/// <summary>Tells the product who asks.</summary>
internal sealed class ViewerContext(CallerReader callers) : IUserContextFactory
{
    public ValueTask<IDictionary<string, object?>> CreateAsync(OperationContext operation, CancellationToken cancellationToken)
    {
        operation.Services.GetRequiredService<LiveSubscriptions>().WaitForRoomAsync = operation.WaitForRoomAsync;
        operation.Services.GetRequiredService<Visitor>().Read(operation.RemoteAddress, operation.Headers);
        operation.Services.GetRequiredService<Viewer>().Caller = callers.Read(operation.Caller.User);
        return ValueTask.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>());
    }
}
