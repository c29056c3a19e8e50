using System.CommandLine;
using System.Text.Json;
using Engagement.Placements.Verification;

namespace Engagement.Server.Commands;

/// <summary><c>placements verify</c>: recounts what is billed and shown while servers go on. One mismatch is one bug.</summary>
internal static class PlacementsCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create(ConfigOption config)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var verify = new Command("verify", "Recounts what is billed and shown of every campaign. Exit code 1: something is wrong.") { json };
        return new Command("placements", "What is sponsored.")
        {
            verify.Does(config, (run, cancel) => VerifyAsync(run, run.Parsed.GetValue(json), cancel)),
        };
    }

    private static async Task<int> VerifyAsync(CommandRun run, bool json, CancellationToken cancel)
    {
        await run.RequireDatabaseAsync(cancel);
        var progress = new ProgressCount();
        var mismatches = new List<PlacementMismatch>();
        await foreach (var mismatch in run.Services.GetRequiredService<PlacementsVerifier>().VerifyAsync(progress, cancel))
        {
            mismatches.Add(mismatch);
            if (!json)
                await run.Output.WriteLineAsync($"{mismatch.Campaign}: {mismatch.What} is {mismatch.Stored}, counted {mismatch.Counted}");
        }
        var report = new Report(progress.Count, mismatches);
        await run.Output.WriteLineAsync(json ? JsonSerializer.Serialize(report, Json) : $"{report.Campaigns} campaigns, {mismatches.Count} wrong sums");
        return mismatches.Count == 0 ? CommandLine.Success : CommandLine.Failure;
    }

    /// <param name="Campaigns">That were recounted.</param>
    /// <param name="Mismatches">All that were found.</param>
    private sealed record Report(int Campaigns, IReadOnlyList<PlacementMismatch> Mismatches);
}
