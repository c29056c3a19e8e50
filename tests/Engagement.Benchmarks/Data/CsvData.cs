using System.Globalization;
using CsvHelper;

namespace Engagement.Benchmarks.Data;

/// <summary>
/// Data of a folder: <c>articles.csv</c> (id, key, url, title), <c>readers.csv</c> (id, name) and <c>comments.csv</c> (id, article,
/// parent, author, markdown, time), each with a header; further columns are ignored. A parent stands before its replies, times
/// are RFC 3339.
/// </summary>
internal static class CsvData
{
    /// <exception cref="InvalidDataException">Names file, line and what is wrong.</exception>
    public static DataSet Read(string folder)
    {
        var readers = Rows(folder, "readers.csv", row => new DataReader(row("id"), row("name")));
        var authors = readers.Select(r => r.Id).ToHashSet();
        var threads = new Dictionary<string, List<DataComment>>();
        var seen = new HashSet<(string, string)>();
        var articles = Rows(folder, "articles.csv", row =>
        {
            if (!threads.TryAdd(row("id"), []))
                throw new InvalidDataException($"article {row("id")} is there twice");
            return new DataArticle(row("key"), row("url"), row("title"), threads[row("id")]);
        });
        Rows(folder, "comments.csv", row =>
        {
            var (article, parent) = (row("article"), row("parent") is { Length: > 0 } named ? named : null);
            if (!threads.TryGetValue(article, out var thread))
                throw new InvalidDataException($"article {article} is not in articles.csv");
            if (!authors.Contains(row("author")))
                throw new InvalidDataException($"author {row("author")} is not in readers.csv");
            if (parent is not null && !seen.Contains((article, parent)))
                throw new InvalidDataException($"parent {parent} does not stand before it");
            if (!seen.Add((article, row("id"))))
                throw new InvalidDataException($"comment {row("id")} is there twice");
            if (!DateTimeOffset.TryParse(row("time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                throw new InvalidDataException($"time {row("time")} is none");
            thread.Add(new DataComment(row("id"), parent, row("author"), row("markdown"), time.UtcDateTime));
            return 0;
        });
        return new DataSet(articles, readers);
    }

    private static List<T> Rows<T>(string folder, string file, Func<Func<string, string>, T> read)
    {
        using var reader = new StreamReader(Path.Combine(folder, file));
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        var rows = new List<T>();
        try
        {
            csv.Read();
            csv.ReadHeader();
            while (csv.Read())
                rows.Add(read(name => csv.GetField(name) ?? ""));
        }
        catch (Exception e) when (e is CsvHelperException or InvalidDataException)
        {
            throw new InvalidDataException($"{file}({csv.Parser.RawRow}): {e.Message.Split('\n')[0].Trim()}", e);
        }
        return rows;
    }
}
