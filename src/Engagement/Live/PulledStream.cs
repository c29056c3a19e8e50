namespace Engagement.Live;

/// <summary>
/// A stream whose source is asked for the next value only when the observer has taken the one before, so that what is slow
/// holds up its source and nothing piles up between. Observed once, or not at all.
/// </summary>
internal sealed class PulledStream<T>(Func<CancellationToken, IAsyncEnumerable<T>> pull) : IObservable<T>
{
    /// <summary>The values until the token is cancelled.</summary>
    public IAsyncEnumerable<T> Pull(CancellationToken cancel) => pull(cancel);

    public IDisposable Subscribe(IObserver<T> observer) => new Observation(this, observer);

    private sealed class Observation : IDisposable
    {
        // Never disposed: it has no timer, and the observer may leave late.
        private readonly CancellationTokenSource _left = new();

        public Observation(PulledStream<T> stream, IObserver<T> observer) => _ = Task.Run(() => RunAsync(stream, observer));

        public void Dispose() => _left.Cancel();

        /// <summary>Never faulted: what is thrown is the observer's to know.</summary>
        private async Task RunAsync(PulledStream<T> stream, IObserver<T> observer)
        {
            try
            {
                await foreach (var value in stream.Pull(_left.Token))
                    observer.OnNext(value);
                observer.OnCompleted();
            }
            catch (Exception) when (_left.IsCancellationRequested)
            {
                // The observer has left.
            }
            catch (Exception e)
            {
                observer.OnError(e);
            }
        }
    }
}
