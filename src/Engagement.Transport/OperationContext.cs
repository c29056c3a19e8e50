using System.Net;
using GraphQL.Transport;
using Microsoft.AspNetCore.Http;

namespace Engagement.Transport;

/// <summary>What is known of one operation before the engine has it. Lives as long as the operation.</summary>
public sealed class OperationContext
{
    /// <summary>The way by which it came.</summary>
    public required TransportKind Transport { get; init; }

    /// <summary>Who asks.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The client's address after the host's forwarded-headers middleware; null if unknown.</summary>
    public required IPAddress? RemoteAddress { get; init; }

    /// <summary>Of the request; on a socket of that which opened it.</summary>
    public required IHeaderDictionary Headers { get; init; }

    /// <summary>Document or its id, operation name, variables and extensions as sent.</summary>
    public required GraphQLRequest Request { get; init; }

    /// <summary>
    /// A service scope of this operation alone; a subscription's lasts until the subscription ends. Over HTTP it is made for who
    /// asks for it first: an answer that is kept needs none.
    /// </summary>
    public IServiceProvider Services => Scope();

    /// <summary>What was asked over HTTP.</summary>
    internal Http.AskedOverHttp Asked { get; init; }

    /// <summary>The answer that this operation makes, where it may be kept; null on sockets and streams.</summary>
    internal Answers.AnswerInMaking? Making { get; set; }

    internal Func<IServiceProvider> Scope { get; init; } = static () => throw new InvalidOperationException("The operation has no services.");

    internal Func<CancellationToken, ValueTask> Room { get; init; } = static _ => ValueTask.CompletedTask;

    /// <summary>
    /// Completes once the client's outbox is less than half full, at once over HTTP. A subscription source that has
    /// many events ready, such as a catch-up, waits here between portions, or it would overrun a healthy client.
    /// </summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => Room(cancellationToken);
}
