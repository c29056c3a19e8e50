namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>What one server is asked to do, and the answers taken. Disposed of, it has no connection left.</summary>
internal interface ILoad : IAsyncDisposable
{
    /// <summary>What a bare Kestrel answers to the same.</summary>
    CeilingAnswers Ceiling { get; }

    /// <summary>The same load on another server, that returns what <see cref="Ceiling"/> says.</summary>
    ILoad At(Uri address);

    /// <summary>Opens what stays open, and runs until the server's hot code is compiled for good.</summary>
    Task WarmUpAsync(LoadSettings settings, CancellationToken cancel);

    /// <exception cref="InvalidOperationException">An answer is wrong or missing.</exception>
    Task<Taken> RunAsync(TimeSpan duration, CancellationToken cancel);

    /// <summary>How many answers a second the generator takes at most from this server, where <see cref="RunAsync"/> keeps a pace; null where it does not.</summary>
    Task<double?> RunAtFullSpeedAsync(TimeSpan duration, CancellationToken cancel);
}

/// <summary>What bare Kestrel returns.</summary>
/// <param name="Answer">To every request.</param>
/// <param name="Frame">To every socket that subscribes, for each POST, with the POST's <see cref="PostMark"/>; null: it takes no sockets.</param>
internal sealed record CeilingAnswers(byte[] Answer, byte[]? Frame = null);

/// <summary>Answers of one round.</summary>
/// <param name="Milliseconds">Of each from asking to its last byte, ascending.</param>
/// <param name="Time">Of all together.</param>
/// <param name="Further">Figures that only this load has, by name.</param>
internal sealed record Taken(IReadOnlyList<double> Milliseconds, TimeSpan Time, IReadOnlyDictionary<string, double> Further);
