using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Engagement.Server.Import;

/// <summary>The files of an import and how each is read, by the end of its name.</summary>
internal static class ImportFile
{
    /// <summary>Bytes of a page or a feed, at most: 10 MiB. JSON Lines are read line by line and may be longer.</summary>
    public const int MaxLength = 10 << 20;

    private static readonly string[] Pages = [".html", ".htm", ".xhtml"];
    private static readonly string[] Feeds = [".xml", ".rss", ".atom"];
    private static readonly string[] Lines = [".jsonl", ".ndjson"];

    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true };

    static ImportFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // older pages and feeds are in windows-1251 and the like

    /// <summary>
    /// The files, each once: those named, and those below the folders named whose names end like pages, feeds or JSON Lines,
    /// in the order of their names. A saved page's folder has pictures and styles beside it.
    /// </summary>
    public static IReadOnlyList<FileInfo> Find(IEnumerable<FileSystemInfo> paths) =>
        [.. paths.SelectMany(p => p is DirectoryInfo folder ? Find(folder) : [(FileInfo)p]).DistinctBy(f => f.FullName)];

    /// <summary>Reads one; a file whose name ends otherwise is JSON Lines.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="stream">Its content.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static IAsyncEnumerable<ImportEntry> ReadAsync(string name, Stream stream, CancellationToken cancel)
    {
        var end = Path.GetExtension(name).ToLowerInvariant();
        return Pages.Contains(end) ? WholeAsync(stream, SavedPage.Read, cancel)
            : Feeds.Contains(end) ? WholeAsync(stream, SavedFeed.Read, cancel)
            : LinesAsync(stream, cancel);
    }

    private static IEnumerable<FileInfo> Find(DirectoryInfo folder) => folder.EnumerateFiles("*", Below)
        .Where(f => Pages.Concat(Feeds).Concat(Lines).Contains(f.Extension.ToLowerInvariant()))
        // As it was typed: what is told of a file names it so.
        .Select(f => new FileInfo(Path.Combine(folder.ToString(), Path.GetRelativePath(folder.FullName, f.FullName))))
        .OrderBy(f => f.FullName, StringComparer.Ordinal);

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
            return new(line.Number, line.End, ArticleJson.Parse(line.Text), null, IsWhole: true);
        }
        catch (JsonException e)
        {
            return ImportEntry.Refused(line.Number, line.End, ArticleJson.Describe(e));
        }
    }
}
