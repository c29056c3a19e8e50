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
}
