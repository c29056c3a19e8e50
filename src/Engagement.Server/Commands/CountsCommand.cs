using System.CommandLine;
using System.Text.Json;
using Engagement.Counts;

namespace Engagement.Server.Commands;

/// <summary><c>counts verify</c>: recounts everything while servers go on. One mismatch is one bug.</summary>
internal static class CountsCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create(ConfigOption config)
    {
        var repair = new Option<bool>("--repair") { Description = "Correct what is wrong." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var verify = new Command("verify", "Recounts every stored count. Exit code 1: some were wrong and are not repaired.") { repair, json };
        return new Command("counts", "The stored counts.")
        {
            verify.Does(config, (run, cancel) => VerifyAsync(run, run.Parsed.GetValue(repair), run.Parsed.GetValue(json), cancel)),
        };
    }

    private static async Task<int> VerifyAsync(CommandRun run, bool repair, bool json, CancellationToken cancel)
    {
        await run.RequireDatabaseAsync(cancel);
        var progress = new ProgressCount();
        var mismatches = new List<CountMismatch>();
        await foreach (var mismatch in run.Services.GetRequiredService<CountsVerifier>().VerifyAsync(repair, progress, cancel))
        {
            mismatches.Add(mismatch);
            if (!json)
                await run.Output.WriteLineAsync($"{mismatch.Article}: {mismatch.What} is {mismatch.Stored}, counted {mismatch.Counted}");
        }
        var report = new Report(progress.Count, repair, mismatches);
        await run.Output.WriteLineAsync(json
            ? JsonSerializer.Serialize(report, Json)
            : $"{report.Articles} articles, {mismatches.Count} wrong counts{(repair && mismatches.Count > 0 ? ", repaired" : "")}");
        return mismatches.Count == 0 || repair ? CommandLine.Success : CommandLine.Failure;
    }

    /// <param name="Articles">That were recounted.</param>
    /// <param name="Repaired">Whether the mismatches are corrected.</param>
    /// <param name="Mismatches">All that were found.</param>
    private sealed record Report(int Articles, bool Repaired, IReadOnlyList<CountMismatch> Mismatches);
}
