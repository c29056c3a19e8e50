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
        var import = new Command("import", "Registers the articles of files; makes no request. Exit code 1: some were refused, the others are in.") { paths };
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
        var names = files.Select(f => f.ToString()).ToList(); // as they were typed
        var totals = await ProgressDisplay.ShowAsync(run.Error, files.Sum(f => f.Length), display => import.RunAsync(
            names,
            line => display.Say($"{line.File}({line.Line}): {line.Reason}"),
            new BytesRead(files.ToDictionary(f => f.ToString(), f => f.Length)).Tell(display),
            cancel));
        await run.Output.WriteLineAsync($"{totals.Created} new, {totals.Changed} changed, {totals.Unchanged} unchanged, {totals.Refused} refused");
        return totals.Refused == 0 ? CommandLine.Success : CommandLine.Failure;
    }

    /// <summary>Adds up the files before the one that is read now.</summary>
    private sealed class BytesRead(IReadOnlyDictionary<string, long> lengths)
    {
        private string? _file;
        private long _before;

        public Action<ImportProgress> Tell(IProgressDisplay display) => progress =>
        {
            if (_file is not null && _file != progress.File)
                _before += lengths[_file];
            _file = progress.File;
            display.MoveTo(_before + progress.BytesRead);
        };
    }
}
