using Engagement.Benchmarks.Load.Workloads;

namespace Engagement.Benchmarks.Load.Figures;

/// <summary>What one side did in all rounds.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Rounds">One or more.</param>
internal sealed record SideResult(string Name, IReadOnlyList<Round> Rounds)
{
    public Spread PerSecond { get; } = Spread.Of(Rounds.Select(r => r.PerSecond));

    public Spread P50Milliseconds { get; } = Spread.Of(Rounds.Select(r => r.P50Milliseconds));

    public Spread P99Milliseconds { get; } = Spread.Of(Rounds.Select(r => r.P99Milliseconds));

    public Spread MostMilliseconds { get; } = Spread.Of(Rounds.Select(r => r.MostMilliseconds));

    public Spread? CpuMicroseconds { get; } = Spread.Of(Rounds.Select(r => r.CpuMicroseconds));

    public Spread? AllocatedBytes { get; } = Spread.Of(Rounds.Select(r => r.AllocatedBytes));

    public Spread GeneratorMicroseconds { get; } = Spread.Of(Rounds.Select(r => r.GeneratorMicroseconds));

    public Spread GeneratorShare { get; } = Spread.Of(Rounds.Select(r => r.GeneratorShare));

    public IReadOnlyDictionary<string, Spread> Further { get; } =
        Rounds[0].Further.Keys.ToDictionary(k => k, k => Spread.Of(Rounds.Select(r => r.Further[k])));
}

/// <summary>
/// The server's figures divided by another side's, round by round: whatever else the machine does hits both sides of a round
/// alike.
/// </summary>
internal sealed record Ratios(string To, Spread PerSecond, Spread P50, Spread P99, Spread? CpuMicroseconds, Spread? AllocatedBytes)
{
    public static Ratios Of(SideResult server, SideResult to)
    {
        Spread? Divide(Func<Round, double?> figure) => Spread.Of(server.Rounds.Zip(to.Rounds, (s, t) => figure(t) is not 0 ? figure(s) / figure(t) : null));
        Spread Known(Func<Round, double> figure) => Spread.Of(server.Rounds.Zip(to.Rounds, (s, t) => figure(s) / figure(t)));
        return new Ratios(to.Name, Known(r => r.PerSecond), Known(r => r.P50Milliseconds), Known(r => r.P99Milliseconds), Divide(r => r.CpuMicroseconds), Divide(r => r.AllocatedBytes));
    }
}

/// <summary>How far the generator is from being what is measured.</summary>
/// <param name="PerSecond">The most answers that it takes from bare Kestrel.</param>
/// <param name="Times">How often that is what it took from the server.</param>
internal sealed record Headroom(double PerSecond, double Times)
{
    /// <summary>Below it, the generator's own work may be what the server's figures show.</summary>
    private const double Least = 2;

    public bool IsEnough => Times >= Least;
}

/// <summary>What came out of one workload.</summary>
/// <param name="Workload">Which one.</param>
/// <param name="Bytes">Of one of the server's answers or frames, which bare Kestrel returns.</param>
/// <param name="Sides">The server first, bare Kestrel last.</param>
/// <param name="Ratios">Of the server to each of the others.</param>
/// <param name="Generator">Its headroom.</param>
internal sealed record WorkloadResult(Workload Workload, int Bytes, IReadOnlyList<SideResult> Sides, IReadOnlyList<Ratios> Ratios, Headroom Generator);
