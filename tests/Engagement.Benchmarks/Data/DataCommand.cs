using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Engagement.Articles;
using Engagement.Data;
using Engagement.Server.Commands;
using Engagement.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;

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
            var set = parsed.GetValue(csv) is { } folder ? CsvData.Read(folder.FullName) : size.Of(parsed).Generate();
            var invocation = parsed.InvocationConfiguration;
            await RunAsync(set, config.Of(parsed), invocation.Output, invocation.Error, cancel);
            return 0;
        });
        return data;
    }

    /// <summary>Writes the data; says how much and how long it took.</summary>
    public static async Task RunAsync(DataSet set, IReadOnlyList<string> settings, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        await using var app = ServerHost.Compose(settings);
        DatabaseSetup.MakeFolder(app.Services.GetRequiredService<DatabaseChoice>());
        await app.Services.GetRequiredService<SchemaState>().MigrateAsync(null, cancel);
        var writer = ActivatorUtilities.CreateInstance<DataWriter>(app.Services);
        var watch = Stopwatch.StartNew();
        await ProgressDisplay.ShowAsync(error, set.Comments, async display =>
        {
            await writer.WriteAsync(set, done => display.MoveTo(done), cancel);
            return 0;
        });
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{set.Articles.Count:N0} articles, {set.Readers.Count:N0} readers, {set.Comments:N0} comments in {watch.Elapsed.TotalSeconds:0.0} s"));
    }
}
