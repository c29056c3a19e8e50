using System.CommandLine;
using System.Globalization;

namespace Engagement.Benchmarks.Load;

/// <summary>An option that takes a whole number of a range.</summary>
internal static class NumberOption
{
    public static Option<int> Create(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = $"{description} {least} to {most}.", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out var number) && (number < least || number > most))
                result.AddError($"{name} is {least} to {most}.");
        });
        return option;
    }
}
