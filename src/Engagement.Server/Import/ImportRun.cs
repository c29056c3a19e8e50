using Engagement.Articles;

namespace Engagement.Server.Import;

/// <summary>One import while it runs.</summary>
internal sealed class ImportRun(RegisterArticles register, SeenArticles seen, Action<ImportRemark> tell, Action<ImportProgress>? progress)
{
    private readonly List<Waiting> _batch = [];

    public ImportTotals Totals { get; private set; } = new();

    /// <summary>Takes what can be read of a file.</summary>
    public async Task ReadAsync(string file, Func<Stream> open, CancellationToken cancel)
    {
        await using var entries = EntriesAsync(file, open, cancel).GetAsyncEnumerator(cancel);
        while (await NextAsync(file, entries) is { } entry)
            await TakeAsync(file, entry, cancel);
        await CommitAsync(file, cancel);
    }

    private static async IAsyncEnumerable<ImportEntry> EntriesAsync(
        string file, Func<Stream> open, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var stream = open();
        await foreach (var entry in ImportFile.ReadAsync(file, stream, cancel))
            yield return entry;
    }

    /// <summary>Null at the end, and where the file cannot be read on: whatever a parser of other people's files throws, the files after it count.</summary>
    private async Task<ImportEntry?> NextAsync(string file, IAsyncEnumerator<ImportEntry> entries)
    {
        try
        {
            return await entries.MoveNextAsync() ? entries.Current : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var kind = e is IOException or UnauthorizedAccessException ? "" : $"{e.GetType().Name}: ";
            Refuse(file, null, $"The file cannot be read. {kind}{SavedTexts.Clean(e.Message)}");
            return null;
        }
    }

    private async Task TakeAsync(string file, ImportEntry entry, CancellationToken cancel)
    {
        var waiting = new Waiting(entry);
        if (_batch.Count == RegisterArticles.Most || _batch.Exists(waiting.IsOfSame))
            await CommitAsync(file, cancel);
        if (entry is { Article: { } article, Said: not ArticleParts.All } && await seen.FindAsync(article, cancel) is { } id)
        {
            waiting = waiting with { ArticleId = id };
            if (_batch.Exists(w => w.ArticleId == id)) // by another URL of it, or its key
                await CommitAsync(file, cancel);
        }
        if (waiting.ArticleId is { } known && seen.Of(known) is { } first)
        {
            waiting = waiting with { Entry = entry with { Said = entry.Said & ~(first.Said | ArticleParts.Url) }, IsDuplicate = true };
            var isWhole = first.Said == ArticleParts.All;
            tell(new ImportRemark(file, entry.Number, $"A duplicate of {first.Place}{(isWhole ? "" : ": only what that does not say is taken")}."));
            if (isWhole)
            {
                Totals = Totals with { Duplicates = Totals.Duplicates + 1 };
                return;
            }
        }
        _batch.Add(waiting);
    }

    private async Task CommitAsync(string file, CancellationToken cancel)
    {
        if (_batch.Count == 0)
            return;
        var articles = _batch.FindAll(w => w.Entry.Article is not null);
        var outcome = articles.Count > 0
            ? await register.RunAsync([.. articles.Select(w => w.Entry.Article!)], [.. articles.Select(w => w.Entry.Said)], cancel) // chosen by the line above
            : new RegisteredArticles([], []);
        var errors = outcome.Errors.ToLookup(e => articles[RegisterArticles.IndexOf(e)], e => $"{ArticleJson.Place(e.Path)}: {e.Message}");
        foreach (var waiting in _batch)
            if (waiting.Entry.Reason is not null || errors.Contains(waiting))
                Refuse(file, waiting.Entry.Number, waiting.Entry.Reason ?? string.Join(' ', errors[waiting]));
        foreach (var (waiting, registered) in articles.Zip(outcome.Articles))
            if (registered is not null)
                Count(file, waiting, registered);
        progress?.Invoke(new ImportProgress(file, _batch[^1].Entry.End, Totals));
        _batch.Clear();
    }

    private void Count(string file, Waiting waiting, RegisteredArticle registered)
    {
        seen.Add(registered.Row.Id, ImportRemark.Place(file, waiting.Entry.Number), waiting.Entry.Said);
        if (waiting.Entry.Note is { } note)
            tell(new ImportRemark(file, waiting.Entry.Number, note));
        Totals = waiting.IsDuplicate ? Totals with { Duplicates = Totals.Duplicates + 1 } : registered.Change switch
        {
            ArticleChange.Created => Totals with { Created = Totals.Created + 1 },
            ArticleChange.Changed => Totals with { Changed = Totals.Changed + 1 },
            _ => Totals with { Unchanged = Totals.Unchanged + 1 },
        };
    }

    private void Refuse(string file, int? line, string reason)
    {
        tell(new ImportRemark(file, line, reason));
        Totals = Totals with { Refused = Totals.Refused + 1 };
    }

    /// <summary>An entry of the next transaction, in which no two are about one article.</summary>
    private sealed record Waiting(ImportEntry Entry)
    {
        private readonly string? _page = ArticleUrl.TryParse(Entry.Article?.Url, out var url) ? UrlIdentity.HashOf(url) : null;

        /// <summary>The article if it was known when this was read, and this does not say all of it.</summary>
        public long? ArticleId { get; init; }

        /// <summary>Whether the import has taken another of its article.</summary>
        public bool IsDuplicate { get; init; }

        public bool IsOfSame(Waiting other) => Entry.Article is { } article && other.Entry.Article is { } before
            && (article.Key == before.Key || (_page == other._page && Entry.Said != ArticleParts.All));
    }
}
