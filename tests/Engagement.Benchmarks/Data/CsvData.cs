using System.Globalization;
using CsvHelper;
using Engagement.Server.Import;

namespace Engagement.Benchmarks.Data;

/// <summary>
/// Data of a folder: <c>articles.csv</c> (id, key, url, title), <c>readers.csv</c> (id, name) and <c>comments.csv</c> (id, article,
/// parent, author, markdown, time), each with a header, in any order; further columns are ignored. Times are ISO 8601, without
/// an offset in UTC, and order the comments.
/// </summary>
internal static class CsvData
{
    /// <exception cref="InvalidDataException">Names file, line and what is wrong.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DataSet Read(string folder)
    {
        var authors = new HashSet<string>();
        var readers = Rows(folder, "readers.csv", row => authors.Add(Required(row, "id"))
            ? new DataReader(row("id"), Required(row, "name"))
            : throw new InvalidDataException($"reader {row("id")} is there twice"));
        var (threads, keys) = (new Dictionary<string, List<DataComment>>(), new HashSet<string>());
        var articles = Rows(folder, "articles.csv", (row, source) => !threads.TryAdd(Required(row, "id"), []) ? throw new InvalidDataException($"article {row("id")} is there twice")
            : !keys.Add(Required(row, "key")) ? throw new InvalidDataException($"key {row("key")} is there twice")
            : (Id: row("id"), Article: new DataArticle(row("key"), Required(row, "url"), Required(row, "title"), [], source)));
        var seen = new HashSet<(string, string)>();
        Rows(folder, "comments.csv", (row, source) =>
        {
            if (!threads.TryGetValue(row("article"), out var thread))
                throw new InvalidDataException($"article {row("article")} is not in articles.csv");
            if (!authors.Contains(row("author")))
                throw new InvalidDataException($"author {row("author")} is not in readers.csv");
            if (!seen.Add((row("article"), Required(row, "id"))))
                throw new InvalidDataException($"comment {row("id")} is there twice");
            if (SavedDates.Read(row("time")) is not { } time)
                throw new InvalidDataException($"time {row("time")} is none");
            thread.Add(new DataComment(row("id"), row("parent") is { Length: > 0 } parent ? parent : null, row("author"), row("markdown"), time, source));
            return 0;
        });
        return new DataSet([.. articles.Select(a => a.Article with { Comments = CommentOrder.Sort(threads[a.Id]) })], readers);
    }

    private static string Required(Func<string, string> row, string name) =>
        row(name) is { Length: > 0 } value ? value : throw new InvalidDataException($"{name} is empty");

    private static List<T> Rows<T>(string folder, string file, Func<Func<string, string>, T> read) => Rows(folder, file, (row, _) => read(row));

    private static List<T> Rows<T>(string folder, string file, Func<Func<string, string>, string, T> read)
    {
        using var reader = new StreamReader(Path.Combine(folder, file));
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        var rows = new List<T>();
        try
        {
            csv.Read();
            csv.ReadHeader();
            while (csv.Read())
                rows.Add(read(name => csv.TryGetField<string>(name, out var value) ? value ?? "" : throw new InvalidDataException($"{name} is missing"), $"{file}({csv.Parser.RawRow})"));
        }
        catch (Exception e) when (e is CsvHelperException or InvalidDataException)
        {
            throw new InvalidDataException($"{file}({csv.Parser.RawRow}): {e.Message.Split('\n')[0].Trim()}", e);
        }
        return rows;
    }
}
