using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Engagement.Server.Endpoints;

/// <summary>CSV as RFC 4180 has it.</summary>
internal static class CsvText
{
    /// <summary>A field that a spreadsheet would take for a formula gets an apostrophe in front: keys and names are other people's.</summary>
    /// <param name="output">Stays open.</param>
    public static CsvWriter WriterTo(TextWriter output) =>
        new(output, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape }, leaveOpen: true);

    /// <summary>A whole file with a header, as an answer.</summary>
    public static IResult Answer(string text) => Results.Text(text, "text/csv; charset=utf-8; header=present");

    /// <summary>A day as files are asked for, such as 2026-11-01; null if it is none.</summary>
    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
