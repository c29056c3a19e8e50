using System.CommandLine;
using Engagement.Server.Endpoints;
using Engagement.Shares;

namespace Engagement.Server.Commands;

/// <summary><c>shares export</c>: the short links, for a redirect map that works without this service.</summary>
internal static class SharesCommand
{
    public static Command Create(ConfigOption config)
    {
        var export = new Command("export", "Prints every short link's code, which stands behind /s/, and the URL that it leads to: CSV (RFC 4180) with a header.");
        return new Command("shares", "What was shared.")
        {
            export.Does(config, ExportAsync),
        };
    }

    private static async Task<int> ExportAsync(CommandRun run, CancellationToken cancel)
    {
        await run.RequireDatabaseAsync(cancel);
        await CsvText.WriteAsync(run.Output, ["code", "url"], run.Services.GetRequiredService<ShareExport>().ReadAsync(cancel), (csv, share) =>
        {
            csv.WriteField(share.Code);
            csv.WriteField(share.Url);
        });
        return CommandLine.Success;
    }
}
