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
    /// <param name="key">What they have in common.</param>
    /// <param name="execute">Makes it.</param>
    /// <param name="isSound">Whether it is for those too who ask later; if not, they have it made again.</param>
    internal Task<ExecutionResult> ShareAsync(string key, Func<Task<ExecutionResult>> execute, Func<ExecutionResult, bool> isSound)
    {
        lock (_lock)
        {
            _results ??= [];
            if (!_results.TryGetValue(key, out var result))
                _results.Add(key, result = Task.Run(() => MakeAsync(_results, key, execute, isSound)));
            return result;
        }
    }

    private async Task<ExecutionResult> MakeAsync(
        Dictionary<string, Task<ExecutionResult>> results, string key, Func<Task<ExecutionResult>> execute, Func<ExecutionResult, bool> isSound)
    {
        var keep = false;
        try
        {
            var result = await execute();
            keep = isSound(result);
            return result;
        }
        finally
        {
            if (!keep)
                lock (_lock)
                    results.Remove(key);
        }
    }
}

/// <summary>
/// Read the page again: the client is too far behind, or its version is from before two articles were merged. What follows
/// comes after this version. If the subscription ends with it, the article is part of another now, which the page names.
/// </summary>
/// <param name="Version">The article's version when the subscription goes on.</param>
[CacheableBy(VersionOf.Article)]
internal sealed record Resync(long Version) : LiveEvent(Version);
