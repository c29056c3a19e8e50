using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Server.Import;

/// <summary>A line, page or entry of a feed that was not taken.</summary>
/// <param name="File">As the caller named it.</param>
/// <param name="Line">From 1; of a feed the entry.</param>
/// <param name="Reason">All that is wrong with it.</param>
internal sealed record RefusedLine(string File, int Line, string Reason);

/// <summary>Articles by what became of them.</summary>
internal sealed record ImportTotals(long Created = 0, long Changed = 0, long Unchanged = 0, long Refused = 0);

/// <summary>How far an import is, after a transaction.</summary>
/// <param name="File">The file being read.</param>
/// <param name="BytesRead">Of this file.</param>
/// <param name="Totals">Of all files so far.</param>
internal sealed record ImportProgress(string File, long BytesRead, ImportTotals Totals);

/// <summary>
/// Registers the articles of files (<see cref="ImportFile"/>), at most 200 in a transaction. A refused one does not keep the
/// others out. A key that comes again later is brought up to date.
/// </summary>
internal sealed class ArticlesImport(RegisterArticles register, IDbContextFactory<EngagementDbContext> contexts)
{
    /// <param name="files">Paths, read one after the other; their sizes are the whole of the progress.</param>
    /// <param name="refused">Told of each refused line, in order.</param>
    /// <param name="progress">Told after each transaction.</param>
    /// <param name="cancel">Ends the import between transactions; what was committed stays.</param>
    /// <exception cref="IOException">A file cannot be read; the transactions before it stay.</exception>
    public async Task<ImportTotals> RunAsync(
        IEnumerable<string> files, Action<RefusedLine> refused, Action<ImportProgress>? progress, CancellationToken cancel)
    {
        var totals = new ImportTotals();
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(file);
            totals = await RunAsync(file, stream, totals, refused, progress, cancel);
        }
        return totals;
    }

    /// <summary>The same of one stream, adding to <paramref name="totals"/>.</summary>
    public async Task<ImportTotals> RunAsync(
        string file, Stream stream, ImportTotals totals, Action<RefusedLine> refused, Action<ImportProgress>? progress, CancellationToken cancel)
    {
        var batch = new List<ImportEntry>();
        await foreach (var read in ImportFile.ReadAsync(file, stream, cancel))
        {
            var entry = read is { Article: { } said, IsWhole: false } ? read with { Article = await contexts.CompleteAsync(said, cancel) } : read;
            if (batch.Count == RegisterArticles.Most || batch.Exists(e => e.Article is not null && e.Article.Key == entry.Article?.Key))
                await CommitAsync();
            batch.Add(entry);
        }
        if (batch.Count > 0)
            await CommitAsync();
        return totals;

        async Task CommitAsync()
        {
            totals = await RegisterAsync(file, batch, totals, refused, cancel);
            progress?.Invoke(new ImportProgress(file, batch[^1].End, totals));
            batch.Clear();
        }
    }

    private async Task<ImportTotals> RegisterAsync(string file, List<ImportEntry> batch, ImportTotals totals, Action<RefusedLine> refused, CancellationToken cancel)
    {
        var entries = batch.FindAll(e => e.Article is not null);
        var outcome = entries.Count > 0
            ? await register.RunAsync([.. entries.Select(e => e.Article!)], cancel) // chosen by the line above
            : new RegisteredArticles([], []);
        var errors = outcome.Errors.ToLookup(e => entries[RegisterArticles.IndexOf(e)], e => $"{ArticleJson.Place(e.Path)}: {e.Message}");
        foreach (var entry in batch.Where(e => e.Reason is not null || errors.Contains(e)))
            refused(new RefusedLine(file, entry.Number, entry.Reason ?? string.Join(' ', errors[entry])));
        return new ImportTotals(
            totals.Created + outcome.Count(ArticleChange.Created),
            totals.Changed + outcome.Count(ArticleChange.Changed),
            totals.Unchanged + outcome.Count(ArticleChange.Unchanged),
            totals.Refused + batch.Count - outcome.Articles.Count(a => a is not null));
    }
}
