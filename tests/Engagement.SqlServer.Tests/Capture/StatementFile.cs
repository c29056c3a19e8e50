using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engagement.SqlServer.Tests.Capture;

/// <summary>
/// Carries a log from the process whose tests made it to the process that checks it. JSON Lines in UTF-8, one object a line:
/// <c>{"text","parameters":[{"name","sqlType"}],"origin"}</c>, or <c>{"gap","origin"}</c> for what could not be captured.
/// </summary>
internal static class StatementFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes the whole log, replacing the file: a file is one finished run, so a broken run leaves none behind.</summary>
    public static void Write(string path, StatementLog log)
    {
        var lines = log.Statements.Select(s => new Line(s.Text, s.Parameters, s.Origin, null))
            .Concat(log.Gaps.Select(g => new Line(null, null, g.Origin, g.Message)));
        var unfinished = path + ".unfinished";
        File.WriteAllLines(unfinished, lines.Select(l => JsonSerializer.Serialize(l, Format)));
        File.Move(unfinished, path, overwrite: true);
    }

    /// <exception cref="InvalidDataException">A line is neither a statement nor a gap; the message names file and line.</exception>
    public static StatementLog Read(string path)
    {
        var log = new StatementLog();
        foreach (var (number, text) in File.ReadLines(path).Index())
            Add(log, Parse(text) ?? throw new InvalidDataException($"{path}, line {number + 1}: not a captured statement."));
        return log;
    }

    private static void Add(StatementLog log, Line line)
    {
        if (line.Text is not null)
            log.Add(new CapturedStatement(line.Text, line.Parameters ?? [], line.Origin));
        else
            log.Add(new CaptureGap(line.Origin, line.Gap ?? ""));
    }

    private static Line? Parse(string text)
    {
        try
        {
            var line = JsonSerializer.Deserialize<Line>(text, Format);
            return line is { Origin: not null } && (line.Text ?? line.Gap) is not null ? line : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Line(string? Text, IReadOnlyList<CapturedParameter>? Parameters, string Origin, string? Gap);
}
