namespace Engagement.Benchmarks.Load.Figures;

/// <summary>What one side did in one round.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50Milliseconds">The median, from asking to the last byte.</param>
/// <param name="P99Milliseconds">99 in 100 took no longer.</param>
/// <param name="MostMilliseconds">The slowest.</param>
/// <param name="CpuMicroseconds">Of the server process for one answer; null: unknown.</param>
/// <param name="AllocatedBytes">By the server process for one answer; null: unknown.</param>
/// <param name="GeneratorMicroseconds">CPU of the load generator for one answer.</param>
/// <param name="GeneratorShare">The part of all cores that the generator took, 0 to 1.</param>
/// <param name="Further">Figures that only this workload has, by name.</param>
internal sealed record Round(
    double PerSecond, double P50Milliseconds, double P99Milliseconds, double MostMilliseconds, double? CpuMicroseconds, double? AllocatedBytes,
    double GeneratorMicroseconds, double GeneratorShare, IReadOnlyDictionary<string, double> Further);
