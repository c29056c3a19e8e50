using System.CommandLine;
using Engagement.Benchmarks.Data;

namespace Engagement.Benchmarks.Load;

/// <summary><c>load run|data|replicas</c>.</summary>
internal static class LoadCommand
{
    public static Command Create() =>
        new("load", "Whole servers under load, and the data for them.") { RunCommand.Create(), DataCommand.Create(), ReplicasCommand.Create() };
}
