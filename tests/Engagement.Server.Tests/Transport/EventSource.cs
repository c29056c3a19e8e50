using System.Collections.Immutable;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>An observable that a test feeds.</summary>
internal sealed class EventSource : IObservable<object?>
{
    private ImmutableList<IObserver<object?>> _observers = [];

    public int Subscribers => _observers.Count;

    public IDisposable Subscribe(IObserver<object?> observer)
    {
        ImmutableInterlocked.Update(ref _observers, list => list.Add(observer));
        return new Subscription(() => ImmutableInterlocked.Update(ref _observers, list => list.Remove(observer)));
    }

    public void Emit(object? value) => _observers.ForEach(o => o.OnNext(value));

    public void Fail(Exception exception) => _observers.ForEach(o => o.OnError(exception));

    public void Complete() => _observers.ForEach(o => o.OnCompleted());

    /// <summary>Waits until exactly so many subscribe.</summary>
    public Task HasSubscribersAsync(int count) => Eventually.TrueAsync(() => Subscribers == count);

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <summary>Gives 1 … n to each subscriber at once, and completes.</summary>
internal sealed class CountSource(int to) : IObservable<object?>
{
    public IDisposable Subscribe(IObserver<object?> observer)
    {
        for (var i = 1; i <= to; i++)
            observer.OnNext(i);
        observer.OnCompleted();
        return new Nothing();
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}

/// <summary>Takes no subscriber.</summary>
internal sealed class BrokenSource : IObservable<object?>
{
    public IDisposable Subscribe(IObserver<object?> observer) => throw new InvalidOperationException("secret");
}

/// <summary>Waits for what another thread is about to do.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(5, limit.Token);
    }
}
