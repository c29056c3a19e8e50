using BenchmarkDotNet.Attributes;

namespace Engagement.Benchmarks.Micro;

/// <summary>Means and allocated bytes of <see cref="PlacementPage"/>; percentiles are told by <see cref="PlacementPercentiles"/>.</summary>
public class PlacementBenchmarks
{
    private PlacementPage _page = null!; // by the setup

    [Params(10, 100, 1_000, 10_000)]
    public int Campaigns { get; set; }

    [Params(false, true)]
    public bool Rated { get; set; }

    [GlobalSetup]
    public void Fill() => _page = new(Campaigns, Rated);

    [Benchmark]
    public object Decide() => _page.Decide();

    [Benchmark]
    public int DecideAndSign() => _page.DecideAndSign();
}
