using System.Collections.Concurrent;
using Engagement.Transport.Execution;
using GraphQL;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Engagement.Transport.Answers;

/// <summary>
/// Answers over HTTP that are the same for everybody, kept as bytes for as long as their stamp says and memory lasts
/// (<see cref="TransportOptions.KeptAnswers"/>). Who asks what is being made already waits for it.
/// </summary>
internal sealed class KeptAnswers : IDisposable
{
    /// <summary>Others' answers that one request waits for. Under a storm of changes each is out of date when it is done.</summary>
    private const int Waits = 2;

    /// <summary>For another's answer. Where that takes longer everybody makes their own, so that nobody's limit is passed by waiting for another's.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly OperationRunner _runner;
    private readonly TransportSerializer _serializer;
    private readonly IAnswerStamps _stamps;
    private readonly TransportMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly MemoryCache? _kept;
    private readonly ConcurrentDictionary<AnswerKey, AnswerInMaking> _making = new();

    public KeptAnswers(
        OperationRunner runner, TransportSerializer serializer, IAnswerStamps stamps, TransportMetrics metrics, TimeProvider time, IOptions<TransportOptions> options)
    {
        (_runner, _serializer, _stamps, _metrics, _time) = (runner, serializer, stamps, metrics, time);
        if (options.Value.KeptAnswers is > 0 and var bytes)
            _kept = new MemoryCache(new MemoryCacheOptions { SizeLimit = bytes, TrackStatistics = true });
        metrics.WatchAnswers(() => _kept?.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0);
    }

    /// <summary>What was asked by these bytes before, current or not; null if it is not kept.</summary>
    public KeptAnswer? Find(AnswerKey key) => _kept?.Get<KeptAnswer>(key);

    /// <summary>The answer to an operation, kept or new. As <see cref="OperationRunner.RunAsync"/> else.</summary>
    public async Task<ExecutionResult> RunAsync(OperationContext operation, CancellationToken cancellationToken)
    {
        if (operation.Asked.Kept is { IsCurrent: true } found)
            return await HandOutAsync(found, operation, cancellationToken);
        var key = operation.Asked.Key;
        for (var waits = 0; ; waits++)
        {
            if (Find(key) is { IsCurrent: true } kept)
                return await HandOutAsync(kept, operation, cancellationToken);
            var making = new AnswerInMaking(_stamps);
            if (_kept is null || waits == Waits)
                return await MakeAsync(key, making, operation, cancellationToken);
            var first = _making.GetOrAdd(key, making);
            if (first == making)
                return await MakeFirstAsync(key, making, operation, cancellationToken);
            if (await WaitAsync(first, cancellationToken) is not { } made)
                return await MakeAsync(key, making, operation, cancellationToken);
            if (made.IsCurrent)
                return await HandOutAsync(made, operation, cancellationToken);
        }
    }

    public void Dispose() => _kept?.Dispose();

    private async Task<KeptAnswer?> WaitAsync(AnswerInMaking making, CancellationToken cancellationToken)
    {
        try
        {
            return await making.Done.WaitAsync(LongestWait, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<ExecutionResult> HandOutAsync(KeptAnswer kept, OperationContext operation, CancellationToken cancellationToken)
    {
        _metrics.Answered(isKept: true);
        return await _runner.RefuseAsync(operation, kept.OperationName, cancellationToken) ?? kept;
    }

    private async Task<ExecutionResult> MakeFirstAsync(AnswerKey key, AnswerInMaking making, OperationContext operation, CancellationToken cancellationToken)
    {
        try
        {
            return await MakeAsync(key, making, operation, cancellationToken);
        }
        finally
        {
            _making.TryRemove(key, out _);
            making.End(null);
        }
    }

    private async Task<ExecutionResult> MakeAsync(AnswerKey key, AnswerInMaking making, OperationContext operation, CancellationToken cancellationToken)
    {
        operation.Making = making;
        var result = await _runner.RunAsync(operation, cancellationToken);
        _metrics.Answered(isKept: false);
        if (!making.MayBeKept || !result.Executed || result.Errors is { Count: > 0 } || _stamps.StampOf(operation) is not { } stamp)
            return result;
        var answer = new KeptAnswer(_serializer.ToUtf8(result), stamp, operation.Request, making.OperationName);
        _kept?.Set(key, answer, new MemoryCacheEntryOptions { Size = answer.Size });
        making.End(answer);
        return answer;
    }
}
