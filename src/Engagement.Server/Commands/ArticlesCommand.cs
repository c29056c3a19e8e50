using System.CommandLine;
using Engagement.Server.Import;

namespace Engagement.Server.Commands;

/// <summary><c>articles import</c>: registers the articles of saved pages, feeds and JSON Lines.</summary>
internal static class ArticlesCommand
{
    public static Command Create(ConfigOption config)
    {
        var paths = new Argument<FileSystemInfo[]>("path")
        {
            Description = "Files or folders: saved HTML pages (.html, .htm, .xhtml), RSS 2.0 and Atom (.xml, .rss, .atom), at most 10 MiB each; "
                + "JSON Lines (.jsonl, .ndjson, or a file named otherwise), one article a line with the fields of ArticleInput.",
            Arity = ArgumentArity.OneOrMore,
        };
        paths.AcceptExistingOnly();
        var import = new Command("import", "Registers the articles of files; makes no request. What was refused is named with its file; exit code 1: something was, the others are in.") { paths };
        return new Command("articles", "The publisher's articles.")
        {
            import.Does(config, (run, cancel) => ImportAsync(run, run.Parsed.GetRequiredValue(paths), cancel)),
        };
    }

    private static async Task<int> ImportAsync(CommandRun run, FileSystemInfo[] paths, CancellationToken cancel)
    {
        await run.RequireDatabaseAsync(cancel);
        var files = ImportFile.Find(paths);
        var import = run.Services.GetRequiredService<ArticlesImport>();
        var sizes = files.Select(f => (Name: f.ToString(), Length: LengthOf(f))).ToList(); // named as they were typed
        var totals = await ProgressDisplay.ShowAsync(run.Error, sizes.Sum(s => s.Length), display => import.RunAsync(
            sizes.Select(s => s.Name), remark => display.Say(remark.ToString()), new BytesRead(sizes).Tell(display), cancel));
        var duplicates = totals.Duplicates == 0 ? "" : $", {totals.Duplicates} duplicate";
        await run.Output.WriteLineAsync($"{totals.Created} new, {totals.Changed} changed, {totals.Unchanged} unchanged, {totals.Refused} refused{duplicates}");
        return totals.Refused == 0 ? CommandLine.Success : CommandLine.Failure;
    }

    /// <summary>None of what cannot be read: it is told when its turn comes.</summary>
    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Adds the files before the one that is read now.</summary>
    private sealed class BytesRead
    {
        private readonly Dictionary<string, long> _before = [];

        public BytesRead(IEnumerable<(string Name, long Length)> files)
        {
            var sum = 0L;
            foreach (var (name, length) in files)
            {
                _before.TryAdd(name, sum);
                sum += length;
            }
        }

        public Action<ImportProgress> Tell(IProgressDisplay display) => progress => display.MoveTo(_before[progress.File] + progress.BytesRead);
    }
}
