using System.CommandLine;
using System.Globalization;
using Engagement.Benchmarks.Data;
using Engagement.Server.Tests.Replicas;

namespace Engagement.Benchmarks.Load;

/// <summary>How long and how hard a run is.</summary>
/// <param name="Engine">The name in <c>Database:Provider</c>.</param>
/// <param name="Duration">Of one side in one round, and of each side's warm-up.</param>
/// <param name="Rounds">In each both sides run, one after the other; the order changes every round.</param>
/// <param name="OtherBuild">A folder with another build of the server: both sides are the same but for the build. Null: as the run says.</param>
internal sealed record LoadSettings(string Engine, TimeSpan Duration, int Rounds, string? OtherBuild)
{
    /// <summary>Connections that each have one request under way.</summary>
    public const int Connections = 32;

    /// <summary>The most requests of one side in one round, whatever the time.</summary>
    public const int MostRequests = 500_000;
}

/// <summary><c>load run [posts|page|threads|live]</c>.</summary>
internal static class LoadCommand
{
    private const string Posts = "posts", Page = "page", Threads = "threads", Live = "live";

    public static Command Create()
    {
        var what = new Argument<string?>("what") { Description = "posts, page, threads (over all articles of a large database, and the hot one while 20 comments a second are posted) or live; all if left out.", Arity = ArgumentArity.ZeroOrOne };
        what.AcceptOnlyFromAmong(Posts, Page, Threads, Live);
        var engine = new Option<string>("--engine") { Description = "Sqlite or PostgreSql.", DefaultValueFactory = _ => LoadDatabase.Sqlite };
        engine.AcceptOnlyFromAmong(LoadDatabase.Sqlite, LoadDatabase.PostgreSql);
        var seconds = Number("--seconds", "Of one side in one round.", 5, 600);
        var rounds = Number("--rounds", "Both sides run in each.", 5, 100);
        var against = new Option<DirectoryInfo>("--against") { Description = "A folder with another build of the server, to measure this build against that one." };
        against.AcceptExistingOnly();
        var run = new Command("run", "Drives servers of its own on 127.0.0.1 and prints ratios.") { what, engine, seconds, rounds, against };
        run.SetAction(async (parsed, cancel) =>
        {
            var settings = new LoadSettings(
                parsed.GetRequiredValue(engine), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(rounds), parsed.GetValue(against)?.FullName);
            var output = parsed.InvocationConfiguration.Output;
            try
            {
                if (parsed.GetValue(what) is null or Posts)
                    await PostsLoad.RunAsync(settings, output, cancel);
                if (parsed.GetValue(what) is null or Page)
                    await PageLoad.RunAsync(settings, output, cancel);
                if (parsed.GetValue(what) is null or Threads)
                    await ThreadsLoad.RunAsync(settings, output, cancel);
                if (parsed.GetValue(what) is null or Live)
                    await LiveLoad.RunAsync(settings, output, cancel);
            }
            finally
            {
                await LoadDatabase.StopClusterAsync();
            }
            return 0;
        });
        return new Command("load", "Whole servers under load, and the data for them.") { run, DataCommand.Create(), CreateReplicas() };
    }

    /// <summary>The long form of a test: <c>load replicas</c>.</summary>
    private static Command CreateReplicas()
    {
        var rounds = Number("--rounds", "In each, all four happen: a kill, Redis away, PostgreSQL's restart, a drain.", 10, 1000);
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

    private static Option<int> Number(string name, string description, int usual, int most)
    {
        var option = new Option<int>(name) { Description = $"{description} 1 to {most}.", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out var number) && (number < 1 || number > most))
                result.AddError($"{name} is 1 to {most}.");
        });
        return option;
    }
}
