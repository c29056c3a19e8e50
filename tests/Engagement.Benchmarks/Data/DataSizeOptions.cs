using System.CommandLine;
using System.Globalization;

namespace Engagement.Benchmarks.Data;

/// <summary><c>--articles</c>, <c>--comments</c> and <c>--readers</c>: the size of generated data.</summary>
internal sealed class DataSizeOptions
{
    private readonly Option<int> _articles = Number("--articles", "Articles of generated data.", DataSize.Usual.Articles);
    private readonly Option<int> _comments = Number("--comments", "Comments of all articles; the first one has 5,000, the sizes follow Zipf's law.", DataSize.Usual.Comments);
    private readonly Option<int> _readers = Number("--readers", "Readers who wrote them.", DataSize.Usual.Readers);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_articles, _comments, _readers])
            command.Options.Add(option);
    }

    public DataSize Of(ParseResult parsed) => new(parsed.GetValue(_articles), parsed.GetValue(_comments), parsed.GetValue(_readers));

    private static Option<int> Number(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = $"{description} At least 2.", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value < 2)
                result.AddError($"{name} is at least 2.");
        });
        return option;
    }
}
