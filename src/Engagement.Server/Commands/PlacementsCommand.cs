using System.CommandLine;
using System.Text.Json;
using CsvHelper;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Verification;
using Engagement.Server.Endpoints;
using GraphQL;

namespace Engagement.Server.Commands;

/// <summary>
/// <c>placements verify</c>: recounts what is billed and shown while servers go on. One mismatch is one bug. <c>placements export</c>:
/// shows an auditor where each counted event came from.
/// </summary>
internal static class PlacementsCommand
{
    private static readonly string[] Columns = ["decided_at", "counted_at", "kind", "outcome", "invalid", "is_measured", "article", "slot", "position", "creative", "nonce", "seed"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create(ConfigOption config)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var verify = new Command("verify", "Recounts what is billed and shown of every campaign. Exit code 1: something is wrong.") { json };
        return new Command("placements", "What is sponsored.")
        {
            verify.Does(config, (run, cancel) => VerifyAsync(run, run.Parsed.GetValue(json), cancel)),
            CreateExport(config),
        };
    }

    private static Command CreateExport(ConfigOption config)
    {
        var campaign = new Option<string>("--campaign") { Required = true, Description = "The campaign's id, such as cmp_…" };
        var day = new Option<DateOnly>("--day") { Required = true, Description = "Of the decisions, in the site's time zone, such as 2026-11-26." };
        var export = new Command("export", "Prints the single events of a campaign's placements of a day, while they are kept: CSV (RFC 4180) with a header.") { campaign, day };
        return export.Does(config, (run, cancel) => ExportAsync(run, run.Parsed.GetRequiredValue(campaign), run.Parsed.GetValue(day), cancel));
    }

    private static async Task<int> ExportAsync(CommandRun run, string campaign, DateOnly day, CancellationToken cancel)
    {
        if (CampaignView.ParseId(campaign) is not { } id)
        {
            await run.Error.WriteLineAsync("--campaign is the id of a campaign.");
            return CommandLine.WrongUsage;
        }
        await run.RequireDatabaseAsync(cancel);
        var (export, firstWhole) = (run.Services.GetRequiredService<EventExport>(), run.Services.GetRequiredService<KeptEvents>().FirstWholeDay());
        if (!await export.KnowsAsync(id, cancel))
        {
            await run.Error.WriteLineAsync("No campaign has this id.");
            return CommandLine.Failure;
        }
        if (day < firstWhole)
            await run.Error.WriteLineAsync($"Events of days before {firstWhole:O} may be deleted already: the sums of reports stay.");
        await CsvText.WriteAsync(run.Output, Columns, export.ReadAsync(id, day, cancel), Write);
        return CommandLine.Success;
    }

    private static void Write(CsvWriter csv, ExportedEvent e)
    {
        csv.WriteField($"{e.DecidedAt:O}");
        csv.WriteField($"{e.CountedAt:O}");
        csv.WriteField($"{e.Kind}".ToConstantCase());
        csv.WriteField($"{e.Outcome}".ToConstantCase());
        csv.WriteField(e.Invalid is { } reason ? $"{reason}".ToConstantCase() : null);
        csv.WriteField(e.IsMeasured is { } measured ? (measured ? "true" : "false") : null);
        csv.WriteField(e.Article);
        csv.WriteField(e.Slot);
        csv.WriteNumbers(e.Position);
        csv.WriteField(e.Creative);
        csv.WriteNumbers(e.Nonce);
        csv.WriteField(e.Seed);
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
