using System.Diagnostics;
using Engagement.Benchmarks.Load.Figures;
using Engagement.Benchmarks.Load.Workloads;
using Xunit;

namespace Engagement.Server.Tests.Benchmarks;

/// <summary>What figures are made of.</summary>
public sealed class FiguresTests
{
    [Fact]
    public void A_spread_is_the_median_with_the_least_and_the_most()
    {
        Assert.Equal("2.5 (1.0–9.0)", Spread.Of([9.0, 1, 2, 3]).Text("0.0"));
        Assert.Equal("3 (1–9)", Spread.Of([9.0, 1, 3]).Text("0"));
        Assert.Equal("7", Spread.Of([7.0, 7]).Text("0"));
    }

    [Fact]
    public void A_spread_with_an_unknown_round_is_unknown() => Assert.Null(Spread.Of([1, null, 3]));

    [Fact]
    public void Figures_of_a_process_are_summed_over_their_labels()
    {
        var figures = ProcessFigures.Parse(
            """
            # TYPE dotnet_process_cpu_time_seconds_total counter
            dotnet_process_cpu_time_seconds_total{otel_scope_name="System.Runtime",cpu_mode="user"} 2.5 1767225600000
            dotnet_process_cpu_time_seconds_total{otel_scope_name="System.Runtime",cpu_mode="system"} 0.25 1767225600000
            dotnet_gc_heap_total_allocated_bytes_total 1.5e9
            dotnet_jit_compiled_methods_total 41707
            """);

        Assert.Equal(new ProcessFigures(TimeSpan.FromSeconds(2.75), 1_500_000_000, null, 41_707), figures);
    }

    [Fact]
    public async Task A_round_is_complete_when_each_socket_has_each_frame()
    {
        var round = new FrameRound(sockets: 2, first: 10, posts: 2);
        foreach (var (socket, post) in ((int, int)[])[(0, 10), (0, 11), (1, 11)])
            round.Arrived(socket, Stopwatch.GetTimestamp(), post);
        Assert.Equal((1, false), (round.Missing, round.Complete.IsCompleted));

        round.Arrived(1, Stopwatch.GetTimestamp(), 10);

        await round.Complete;
        Assert.Equal((0, 4), (round.Missing, round.Milliseconds.Count));
    }

    [Theory]
    [InlineData(10, "A frame of post 10 came twice.")]
    [InlineData(12, "A frame of post 12 came while 10 to 11 were under way.")]
    public async Task A_frame_too_many_fails_the_round(int post, string message)
    {
        var round = new FrameRound(sockets: 1, first: 10, posts: 2);
        round.Arrived(0, Stopwatch.GetTimestamp(), 10);

        round.Arrived(0, Stopwatch.GetTimestamp(), post);

        Assert.Equal(message, (await Assert.ThrowsAsync<InvalidOperationException>(() => round.Complete)).Message);
    }
}
