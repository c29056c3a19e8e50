namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>One thing that is measured. A new one is a small class like its neighbours, and a line in <see cref="All"/>.</summary>
/// <param name="name">Of <c>--workload</c>.</param>
/// <param name="title">What the report says above the figures.</param>
/// <param name="unit">What figures are counted by, in the singular.</param>
internal abstract class Workload(string name, string title, string unit)
{
    /// <summary>In the order in which they run.</summary>
    public static IReadOnlyList<Workload> All { get; } =
        [new ArticlesWorkload(), new HotArticleWorkload(), new CountsWorkload(), new PostsWorkload(), new ReactionsWorkload(), new LiveWorkload()];

    public string Name => name;

    public string Title => title;

    public string Unit => unit;

    /// <summary>Whether it writes what is counted: then all counts are recounted after it, and a wrong one ends the run.</summary>
    public virtual bool ChangesCounts => false;

    /// <summary>Asks the server for what the load needs to know of it.</summary>
    /// <exception cref="InvalidOperationException">A wrong answer.</exception>
    public abstract Task<ILoad> PrepareAsync(LoadServer server, LoadSettings settings, CancellationToken cancel);
}
