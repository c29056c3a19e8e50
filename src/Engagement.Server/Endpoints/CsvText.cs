using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Engagement.Data;

namespace Engagement.Server.Endpoints;

/// <summary>CSV as RFC 4180 has it.</summary>
internal static class CsvText
{
    /// <summary>A field that a spreadsheet would take for a formula gets an apostrophe in front: keys and names are other people's.</summary>
    /// <param name="output">Stays open.</param>
    private static CsvWriter WriterTo(TextWriter output) =>
        new(output, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape }, leaveOpen: true);

    /// <summary>A whole file with a header, as an answer that a browser saves.</summary>
    /// <param name="fileName">Without what ends it.</param>
    /// <param name="names">Of its columns.</param>
    /// <param name="rows">In order.</param>
    /// <param name="write">Writes the fields of one.</param>
    public static async Task<IResult> AnswerAsync<T>(string fileName, IEnumerable<string> names, IEnumerable<T> rows, Action<CsvWriter, T> write)
    {
        await using var text = new StringWriter();
        await WriteAsync(text, names, rows.ToAsyncEnumerable(), write);
        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8; header=present", $"{fileName}.csv");
    }

    /// <summary>The same as rows come.</summary>
    /// <param name="output">Stays open.</param>
    /// <param name="names">Of its columns.</param>
    /// <param name="rows">In order.</param>
    /// <param name="write">Writes the fields of one.</param>
    public static async Task WriteAsync<T>(TextWriter output, IEnumerable<string> names, IAsyncEnumerable<T> rows, Action<CsvWriter, T> write)
    {
        await using var csv = WriterTo(output);
        foreach (var name in names)
            csv.WriteField(name);
        await csv.NextRecordAsync();
        await foreach (var row in rows)
        {
            write(csv, row);
            await csv.NextRecordAsync();
        }
    }

    /// <summary>Whole numbers, 0 or more (a minus is taken for a formula), a field each.</summary>
    public static void WriteNumbers(this CsvWriter csv, params IEnumerable<long> numbers)
    {
        foreach (var number in numbers)
            csv.WriteField(number);
    }

    /// <summary>The days that a file is asked for, or the answer to who asks for none.</summary>
    /// <param name="from">The first, such as 2026-11-01.</param>
    /// <param name="to">The last.</param>
    public static (ReportDays Days, IResult? Refusal) Days(string? from, string? to)
    {
        if (Day(from) is not { } first)
            return (default, Problems.Of(StatusCodes.Status400BadRequest, "`from` is a day, such as 2026-11-01."));
        if (Day(to) is not { } last)
            return (default, Problems.Of(StatusCodes.Status400BadRequest, "`to` is a day, such as 2026-11-30."));
        var days = new ReportDays(first, last);
        return (days, days.Problem is var (_, message) ? Problems.Of(StatusCodes.Status400BadRequest, message) : null);
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
