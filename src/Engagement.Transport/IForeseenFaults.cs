using GraphQL;

namespace Engagement.Transport;

/// <summary>
/// Says of exceptions that nobody caught which ones were foreseen, such as a database that is away, and what clients are
/// told of them. All registered ones are asked in the order of registration; they are singletons.
/// </summary>
public interface IForeseenFaults
{
    /// <summary>
    /// A new error with a stable code, already logged as far as it is worth it; null for what was not foreseen, which is
    /// logged and answered as INTERNAL.
    /// </summary>
    ExecutionError? Explain(Exception exception);
}
