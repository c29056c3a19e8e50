using System.CommandLine;
using Engagement.Server.Tests.Replicas;

namespace Engagement.Benchmarks.Load;

/// <summary><c>load replicas</c>: the long form of a test.</summary>
internal static class ReplicasCommand
{
    public static Command Create()
    {
        var rounds = NumberOption.Create("--rounds", "In each, all four happen: a kill, Redis away, PostgreSQL's restart, a drain.", 10, 1, 1000);
        var replicas = new Command("replicas", "Three server processes over one PostgreSQL and one Redis, while one after the other falls over; exit code 1 if a promise is broken.") { rounds };
        replicas.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                await new FleetRun(output.WriteLine).RunAsync(parsed.GetValue(rounds), cancel);
                return 0;
            }
            catch (InvalidOperationException e)
            {
                await error.WriteLineAsync(e.Message);
                return 1;
            }
        });
        return replicas;
    }
}
