using Engagement.Benchmarks.Data;

namespace Engagement.Benchmarks.Load;

/// <summary>How long and how hard a run is, and what it drives.</summary>
internal sealed record LoadSettings
{
    /// <summary>Of servers that the run starts: the name in <c>Database:Provider</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>Of one side in one round.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>In each all sides run, one after the other; the order is turned round every time.</summary>
    public required int Rounds { get; init; }

    /// <summary>Of each side before the first round at most: it ends sooner where hardly a method is compiled any more.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>Connections that each have one request under way.</summary>
    public required int Connections { get; init; }

    /// <summary>Sockets that follow one article.</summary>
    public required int Subscribers { get; init; }

    /// <summary>What the databases are filled with; of a server that runs already: what it was filled with.</summary>
    public required DataSize Data { get; init; }

    /// <summary>Of servers that the run starts, each <c>Section:Key=value</c>.</summary>
    public required IReadOnlyList<string> Server { get; init; }

    /// <summary>A further server, to be compared with; null: none.</summary>
    public OtherServer? Other { get; init; }

    /// <summary>A server that runs already; null: the run starts its own.</summary>
    public RunningServer? Against { get; init; }
}

/// <summary>The same as the server but for this.</summary>
/// <param name="Settings">Besides the server's, each <c>Section:Key=value</c>.</param>
/// <param name="Build">The folder of another build of it; null: the same.</param>
internal sealed record OtherServer(IReadOnlyList<string> Settings, string? Build);

/// <summary>A server that runs already.</summary>
/// <param name="Address">Its root, over HTTP.</param>
/// <param name="Tokens">Of readers who post, in turn; none: what posts cannot be measured.</param>
internal sealed record RunningServer(Uri Address, IReadOnlyList<string> Tokens);
