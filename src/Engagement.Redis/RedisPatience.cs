using GraphQL;
using GraphQL.DI;

namespace Engagement.Redis;

/// <summary>
/// How long one operation may still wait for Redis: all its questions together have the time of one, since a Redis that
/// answers late answers all of them late.
/// </summary>
internal sealed class RedisPatience(TimeSpan whole)
{
    private static readonly AsyncLocal<RedisPatience?> Running = new();

    private readonly Lock _gate = new();
    private TimeSpan _left = whole;

    /// <summary>That of the operation that runs; null outside of one.</summary>
    public static RedisPatience? Current => Running.Value;

    /// <summary>Zero or less: it has waited long enough.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (_gate)
                return _left;
        }
    }

    /// <summary>Takes away what a question waited; those of fields that ask at once count one by one.</summary>
    public void Spend(TimeSpan waited)
    {
        lock (_gate)
            _left -= waited;
    }

    /// <summary>Gives each operation its own, its gates included.</summary>
    internal sealed class OfOperations(RedisSettings settings) : IConfigureExecution
    {
        /// <summary>Before whatever asks.</summary>
        public float SortOrder => 0;

        public async Task<ExecutionResult> ExecuteAsync(ExecutionOptions options, ExecutionDelegate next)
        {
            Running.Value = new RedisPatience(settings.Timeout);
            return await next(options);
        }
    }
}
