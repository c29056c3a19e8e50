using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Engagement.Articles;
using Engagement.Data;
using Engagement.Server.Commands;
using Engagement.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;
using ExitCode = Engagement.Server.Commands.CommandLine; // the packages have a namespace of that name

namespace Engagement.Benchmarks.Data;

/// <summary><c>load data</c>: fills the database that the settings name.</summary>
internal static class DataCommand
{
    public static Command Create()
    {
        var config = new ConfigOption();
        var size = new DataSizeOptions();
        var csv = new Option<DirectoryInfo>("--csv") { Description = "A folder with articles.csv, readers.csv and comments.csv, in place of generated data." };
        csv.AcceptExistingOnly();
        var data = new Command("data", "Fills the database that the settings name.") { config, csv };
        size.AddTo(data);
        data.SetAction(async (parsed, cancel) =>
        {
            var invocation = parsed.InvocationConfiguration;
            try
            {
                var set = parsed.GetValue(csv) is { } folder ? CsvData.Read(folder.FullName) : size.Of(parsed).Generate();
                await RunAsync(set, config.Of(parsed), invocation.Output, invocation.Error, cancel);
                return ExitCode.Success;
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or StartException)
            {
                await invocation.Error.WriteLineAsync(e.Message);
                return ExitCode.Failure;
            }
        });
        return data;
    }

    /// <summary>Writes the data; says how much and how long it took.</summary>
    public static async Task RunAsync(DataSet set, IReadOnlyList<string> settings, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        await using var app = ServerHost.Compose(settings);
        var watch = new Stopwatch();
        await DatabaseFault.TellAsync(app.Services, async () =>
        {
            DatabaseSetup.MakeFolder(app.Services.GetRequiredService<DatabaseChoice>());
            await app.Services.GetRequiredService<SchemaState>().MigrateAsync(null, cancel);
            var writer = ActivatorUtilities.CreateInstance<DataWriter>(app.Services);
            watch.Start();
            return await ProgressDisplay.ShowAsync(error, set.Comments, async display =>
            {
                await writer.WriteAsync(set, done => display.MoveTo(done), cancel);
                return 0;
            });
        });
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{set.Articles.Count:N0} articles, {set.Readers.Count:N0} readers, {set.Comments:N0} comments in {watch.Elapsed.TotalSeconds:0.0} s"));
    }
}
