using System.Diagnostics;

namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>The frames of one round: each socket gets one for each post, neither more nor less.</summary>
/// <param name="sockets">How many.</param>
/// <param name="first">The number of the first post.</param>
/// <param name="posts">How many there are.</param>
internal sealed class FrameRound(int sockets, int first, int posts)
{
    private readonly long[] _ticks = new long[sockets * posts]; // socket by socket; 0: not there
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _arrived;

    /// <summary>Ends when the last one is there, or with what went wrong.</summary>
    public Task Complete => _complete.Task;

    /// <summary>From posting to arrival, ascending.</summary>
    public IReadOnlyList<double> Milliseconds => [.. _ticks.Where(t => t > 0).Order().Select(t => t * 1000.0 / Stopwatch.Frequency)];

    public int Missing => _ticks.Length - Volatile.Read(ref _arrived);

    /// <param name="socket">Which one it came to.</param>
    /// <param name="sent">When the post was sent.</param>
    /// <param name="number">Of the post.</param>
    public void Arrived(int socket, long sent, int number)
    {
        if (number < first || number >= first + posts)
        {
            Fail(new InvalidOperationException($"A frame of post {number} came while {first} to {first + posts - 1} were under way."));
            return;
        }
        ref var ticks = ref _ticks[socket * posts + number - first]; // of one socket, hence of one thread at a time
        if (ticks != 0)
        {
            Fail(new InvalidOperationException($"A frame of post {number} came twice."));
            return;
        }
        ticks = Math.Max(1, Stopwatch.GetTimestamp() - sent);
        if (Interlocked.Increment(ref _arrived) == _ticks.Length)
            _complete.TrySetResult();
    }

    public void Fail(Exception what) => _complete.TrySetException(what);
}
