using Engagement.Graph;
using GraphQL;

namespace Engagement.Live;

/// <summary>What one subscriber or many are told of one article. One object however many they are.</summary>
/// <param name="Version">The article's version at which it happened; rises from event to event.</param>
internal abstract record LiveEvent([property: Version] long Version)
{
    private readonly Lock _lock = new();
    private Dictionary<string, Task<ExecutionResult>>? _results;

    /// <summary>What the subscription's field is.</summary>
    internal virtual object Payload => this;

    /// <summary>Hands what the tail read to the loaders of the scope in which the event is resolved, so that nothing of it is read again.</summary>
    internal virtual void Prime(IServiceProvider scope)
    {
    }

    /// <summary>The result that all subscribers with the same key share; the first one to ask has it made.</summary>
    internal Task<ExecutionResult> ShareAsync(string key, Func<Task<ExecutionResult>> execute)
    {
        lock (_lock)
        {
            _results ??= [];
            if (!_results.TryGetValue(key, out var result))
                _results.Add(key, result = Task.Run(execute));
            return result;
        }
    }
}

/// <summary>Too far behind: read the page again. What follows comes after this version.</summary>
/// <param name="Version">The article's version when the subscription goes on.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record Resync(long Version) : LiveEvent(Version);
