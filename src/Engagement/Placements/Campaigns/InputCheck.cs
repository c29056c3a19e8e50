using Engagement.Data;
using Engagement.Graph;

namespace Engagement.Placements.Campaigns;

/// <summary>Collects all that is wrong with one input of a manager.</summary>
/// <param name="root">The field that holds it.</param>
internal sealed class InputCheck(string root)
{
    private readonly List<InvalidInput> _errors = [];

    public IReadOnlyList<InvalidInput> Errors => _errors;

    public void Refuse(InputProblem problem, string message, int? limit, params string[] path) => _errors.Add(new(message, [root, .. path], problem, limit));

    /// <summary>A text of one line and at most so many characters, or null if it is left out or empty.</summary>
    public string? Line(string? text, int most, params string[] path) => string.IsNullOrWhiteSpace(text) ? null : Needed(text, most, path);

    /// <summary>A text of one line that has to be there.</summary>
    public string Needed(string text, int most, params string[] path)
    {
        var line = text.Trim();
        if (TextRules.CheckLine(line, most).At([root, .. path]) is { } error)
            _errors.Add(error);
        return line;
    }

    /// <summary>A name that is compared exactly, of at most so many UTF-16 units.</summary>
    public string Key(string text, int most, params string[] path)
    {
        if (TextRules.CheckKey(text, most).At([root, .. path]) is { } error)
            _errors.Add(error);
        return text;
    }

    /// <summary>A whole number in a range.</summary>
    public void Number(int value, int least, int most, params string[] path)
    {
        if (value < least || value > most)
            Refuse(InputProblem.OutOfRange, $"`{path[^1]}` is {least} to {most}, not {value}.", value < least ? least : most, path);
    }
}
