namespace Engagement.Live;

/// <summary>What the scope of one event takes from the operation that it belongs to, such as who asks. Features register theirs.</summary>
/// <param name="Copy">From the operation's services to those of the event.</param>
internal sealed record EventScope(Action<IServiceProvider, IServiceProvider> Copy);
