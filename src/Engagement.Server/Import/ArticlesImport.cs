using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Server.Import;

/// <summary>What the operator is told of a file.</summary>
/// <param name="File">As the caller named it.</param>
/// <param name="Line">From 1; of a feed the entry. Null for the file as a whole.</param>
/// <param name="Text">One line.</param>
internal sealed record ImportRemark(string File, int? Line, string Text)
{
    public override string ToString() => $"{Place(File, Line)}: {Text}";

    public static string Place(string file, int? line) => line is null ? file : $"{file}({line})";
}

/// <summary>What was read by what became of it.</summary>
/// <param name="Created">Articles.</param>
/// <param name="Changed">Articles.</param>
/// <param name="Unchanged">Articles.</param>
/// <param name="Refused">Lines, pages, entries of feeds, and files that cannot be read.</param>
/// <param name="Duplicates">Pages and entries of feeds about an article that the import has taken already.</param>
internal sealed record ImportTotals(long Created = 0, long Changed = 0, long Unchanged = 0, long Refused = 0, long Duplicates = 0);

/// <summary>How far an import is, after a transaction.</summary>
/// <param name="File">The file being read.</param>
/// <param name="BytesRead">Of this file.</param>
/// <param name="Totals">Of all files so far.</param>
internal sealed record ImportProgress(string File, long BytesRead, ImportTotals Totals);

/// <summary>
/// Registers the articles of files (<see cref="ImportFile"/>), at most 200 in a transaction. What cannot be read or is refused
/// keeps nothing else out. A line of JSON whose key comes again later is brought up to date; of pages and feeds about one
/// article the first counts (<see cref="SeenArticles"/>).
/// </summary>
internal sealed class ArticlesImport(RegisterArticles register, IDbContextFactory<EngagementDbContext> contexts)
{
    /// <param name="files">Paths, read one after the other; their sizes are the whole of the progress.</param>
    /// <param name="tell">Told what is refused, a duplicate, or taken in part, in order.</param>
    /// <param name="progress">Told after each transaction.</param>
    /// <param name="cancel">Ends the import between transactions; what was committed stays.</param>
    public async Task<ImportTotals> RunAsync(
        IEnumerable<string> files, Action<ImportRemark> tell, Action<ImportProgress>? progress, CancellationToken cancel)
    {
        var run = new ImportRun(register, new SeenArticles(contexts), tell, progress);
        foreach (var file in files)
            await run.ReadAsync(file, () => File.OpenRead(file), cancel);
        return run.Totals;
    }

    /// <summary>The same of one stream, which it closes.</summary>
    public async Task<ImportTotals> RunAsync(string file, Stream stream, Action<ImportRemark> tell, CancellationToken cancel)
    {
        var run = new ImportRun(register, new SeenArticles(contexts), tell, null);
        await run.ReadAsync(file, () => stream, cancel);
        return run.Totals;
    }
}
