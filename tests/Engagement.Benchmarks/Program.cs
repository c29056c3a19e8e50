using System.CommandLine;
using BenchmarkDotNet.Running;
using Engagement.Benchmarks.Load;
using Engagement.Benchmarks.Micro;

// What follows `micro` is BenchmarkDotNet's, options and all.
if (args is ["micro", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(MicroConfig).Assembly).Run(rest, MicroConfig.Create());
    return 0;
}

var root = new RootCommand("Measures the service: `load run` whole servers against each other, `micro` pieces by BenchmarkDotNet, `placements` single decisions.")
{
    LoadCommand.Create(),
    RawServer.CreateCommand(),
    PlacementPercentiles.CreateCommand(),
};
return await root.Parse(args).InvokeAsync();
