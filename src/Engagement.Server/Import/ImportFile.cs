using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Engagement.Articles;

namespace Engagement.Server.Import;

/// <summary>The files of an import and how each is read, by the end of its name.</summary>
internal static class ImportFile
{
    /// <summary>Bytes of a page or a feed, at most: 10 MiB. JSON Lines are read line by line and may be longer.</summary>
    public const int MaxLength = 10 << 20;

    private static readonly string[] Pages = [".html", ".htm", ".xhtml"];
    private static readonly string[] Feeds = [".xml", ".rss", ".atom"];
    private static readonly string[] Lines = [".jsonl", ".ndjson"];

    static ImportFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // older pages and feeds are in windows-1251 and the like

    /// <summary>
    /// The files, each once: those named, and those below the folders named whose names end like pages, feeds or JSON Lines,
    /// in the order of their names. A saved page's folder has pictures and styles beside it. JSON Lines come first: they say all of
    /// an article, and pages and feeds complete it.
    /// </summary>
    public static IReadOnlyList<FileInfo> Find(IEnumerable<FileSystemInfo> paths)
    {
        var folders = new ImportFolders(name => Pages.Concat(Feeds).Concat(Lines).Contains(EndOf(name)));
        return [.. paths.SelectMany(p => p is DirectoryInfo folder ? folders.Find(folder) : [(FileInfo)p]).DistinctBy(f => f.FullName).OrderBy(f => KindOf(f.Name) != FileKind.Lines)];
    }

    /// <summary>Reads one; a file whose name ends otherwise is JSON Lines.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="stream">Its content.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static IAsyncEnumerable<ImportEntry> ReadAsync(string name, Stream stream, CancellationToken cancel) => KindOf(name) switch
    {
        FileKind.Page => WholeAsync(stream, SavedPage.Read, cancel),
        FileKind.Feed => WholeAsync(stream, SavedFeed.Read, cancel),
        _ => LinesAsync(stream, cancel),
    };

    private static FileKind KindOf(string name) => Pages.Contains(EndOf(name)) ? FileKind.Page : Feeds.Contains(EndOf(name)) ? FileKind.Feed : FileKind.Lines;

    private static string EndOf(string name) => Path.GetExtension(name).ToLowerInvariant();

    private static async IAsyncEnumerable<ImportEntry> WholeAsync(
        Stream stream, Func<Stream, long, IEnumerable<ImportEntry>> read, [EnumeratorCancellation] CancellationToken cancel)
    {
        var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int count; content.Length <= MaxLength && (count = await stream.ReadAsync(buffer, cancel)) > 0;)
            content.Write(buffer, 0, count);
        content.Position = 0;
        var entries = content.Length <= MaxLength
            ? read(content, content.Length)
            : [ImportEntry.Refused(1, content.Length, $"The file is longer than {MaxLength} bytes.")];
        foreach (var entry in entries)
            yield return entry;
    }

    private static async IAsyncEnumerable<ImportEntry> LinesAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var line in JsonLines.ReadAsync(stream, cancel))
            yield return ReadLine(line);
    }

    private static ImportEntry ReadLine(JsonLine line)
    {
        if (line.Text is null)
            return ImportEntry.Refused(line.Number, line.End, $"The line is longer than {JsonLines.MaxLength} bytes.");
        try
        {
            return new(line.Number, line.End, ArticleJson.Parse(line.Text), null, ArticleParts.All);
        }
        catch (JsonException e)
        {
            return ImportEntry.Refused(line.Number, line.End, ArticleJson.Describe(e));
        }
    }

    private enum FileKind
    {
        Lines,
        Page,
        Feed,
    }
}
