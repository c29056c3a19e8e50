using System.Text.Json;
using System.Threading.Channels;
using GraphQL;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Tests.Live;

/// <summary>A client of one subscription: takes its events one by one.</summary>
internal sealed class Follower : IObserver<ExecutionResult>, IAsyncDisposable
{
    private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();
    private readonly Replica _replica;
    private readonly AsyncServiceScope _scope;
    private readonly IDisposable _subscription;

    public Follower(Replica replica, IObservable<ExecutionResult> stream, AsyncServiceScope scope)
    {
        (_replica, _scope) = (replica, scope);
        _subscription = stream.Subscribe(this);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The results as they came, the same object if it was shared.</summary>
    public List<ExecutionResult> Results { get; } = [];

    /// <summary>The next event: what the subscription's field holds.</summary>
    public Task<JsonElement> NextAsync() => NextUntilAsync(Cancel);

    public async Task<JsonElement> NextUntilAsync(CancellationToken cancel) => await _events.Reader.ReadAsync(cancel);

    public static long Version(JsonElement one) => one.GetProperty("version").GetInt64();

    /// <summary>Returns when the stream has ended and all its events were taken; throws what ended it.</summary>
    public Task EndAsync() => _events.Reader.Completion.WaitAsync(Cancel);

    public void OnNext(ExecutionResult value)
    {
        lock (Results)
            Results.Add(value);
        var json = _replica.Json(value);
        if (json.TryGetProperty("errors", out var errors))
            _events.Writer.TryComplete(new InvalidOperationException(errors.GetRawText()));
        else
            _events.Writer.TryWrite(json.GetProperty("data").EnumerateObject().Single().Value);
    }

    public void OnError(Exception error) => _events.Writer.TryComplete(error);

    public void OnCompleted() => _events.Writer.TryComplete();

    /// <summary>Leaves, as a client whose connection is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        await _scope.DisposeAsync();
    }
}
