using System.CommandLine;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using Engagement.Benchmarks.Data;
using Engagement.Benchmarks.Load.Workloads;
using Engagement.Server.Commands;

namespace Engagement.Benchmarks.Load;

/// <summary><c>load run</c>: the arguments.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        string[] names = [.. Workload.All.Select(w => w.Name)];
        var workload = new Option<string[]>("--workload") { Description = $"{string.Join(", ", names)}; may be given several times. All if left out.", DefaultValueFactory = _ => names };
        workload.AcceptOnlyFromAmong(names);
        var json = new Option<FileInfo>("--json") { Description = "A file for the figures." };
        var engine = new Option<string>("--engine") { Description = "Of the servers that it starts: Sqlite or PostgreSql.", DefaultValueFactory = _ => LoadDatabase.Sqlite };
        engine.AcceptOnlyFromAmong(LoadDatabase.Sqlite, LoadDatabase.PostgreSql);
        var config = new ConfigOption { Description = "A setting of the servers that it starts. May be given several times." };
        var other = new Option<string[]>("--other") { Description = "A setting of a second server, to compare with. May be given several times.", HelpName = "Section:Key=value" };
        var otherBuild = new Option<DirectoryInfo>("--other-build") { Description = "A folder with another build of the server, for the second server." };
        otherBuild.AcceptExistingOnly();
        var against = new Option<Uri>("--against")
        {
            Description = "A server that runs already, filled by `load data` of the same size, such as http://127.0.0.1:5080/. What its /metrics does not tell is unknown.",
            CustomParser = result => Uri.TryCreate(result.Tokens[0].Value.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp
                ? uri
                : Refuse(result, "--against is an address such as http://127.0.0.1:5080/."),
        };
        var token = new Option<string[]>("--token") { Description = "A reader's, who posts to that server. May be given several times.", DefaultValueFactory = _ => [] };
        var seconds = NumberOption.Create("--seconds", "Of one side in one round.", 5, 1, 600);
        var rounds = NumberOption.Create("--rounds", "All sides run in each.", 3, 1, 100);
        var warmUp = NumberOption.Create("--warm-up", "Seconds at most before the first round; fewer if hardly a method is compiled any more.", 90, 1, 600);
        var connections = NumberOption.Create("--connections", "Each has one request under way.", 32, 1, 1_000);
        var subscribers = NumberOption.Create("--subscribers", "Sockets that follow one article.", 2_000, 1, 10_000);
        var size = new DataSizeOptions();

        var run = new Command("run", "Drives a server and a bare Kestrel that returns the same bytes, and prints figures and ratios.")
        {
            workload, against, token, json, engine, config, other, otherBuild, seconds, rounds, warmUp, connections, subscribers,
        };
        size.AddTo(run);
        run.Validators.Add(result =>
        {
            if (result.GetResult(against) is null)
            {
                if (result.GetResult(token) is { Implicit: false })
                    result.AddError("--token is for a server that is named by --against.");
                return;
            }
            foreach (var own in (Option[])[engine, config, other, otherBuild])
                if (result.GetResult(own) is { Implicit: false })
                    result.AddError($"{own.Name} is for servers that this starts, not for --against.");
        });
        run.SetAction((parsed, cancel) => RunAsync(
            [.. Workload.All.Where(w => parsed.GetRequiredValue(workload).Contains(w.Name))],
            new LoadSettings
            {
                Engine = parsed.GetRequiredValue(engine),
                Duration = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                Rounds = parsed.GetValue(rounds),
                WarmUp = TimeSpan.FromSeconds(parsed.GetValue(warmUp)),
                Connections = parsed.GetValue(connections),
                Subscribers = parsed.GetValue(subscribers),
                Data = size.Of(parsed),
                Server = config.Of(parsed),
                Other = parsed.GetValue(other) is { Length: > 0 } || parsed.GetValue(otherBuild) is not null
                    ? new OtherServer(parsed.GetValue(other) ?? [], parsed.GetValue(otherBuild)?.FullName)
                    : null,
                Against = parsed.GetValue(against) is { } address ? new RunningServer(address, parsed.GetValue(token) ?? []) : null,
            },
            parsed.GetValue(json), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return run;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<Workload> workloads, LoadSettings settings, FileInfo? json, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        try
        {
            await new LoadRun(settings, output, error).RunAsync(workloads, json, cancel);
            return 0;
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or IOException or UnauthorizedAccessException or HttpRequestException or SocketException or WebSocketException or JsonException)
        {
            await error.WriteLineAsync($"{e.Message} {e.InnerException?.Message}".TrimEnd());
            return 1;
        }
    }

    private static Uri? Refuse(System.CommandLine.Parsing.ArgumentResult result, string why)
    {
        result.AddError(why);
        return null;
    }
}
