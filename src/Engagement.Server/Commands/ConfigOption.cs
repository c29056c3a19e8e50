using System.CommandLine;

namespace Engagement.Server.Commands;

/// <summary><c>--config Section:Key=value</c>, any number of times, with every command.</summary>
internal sealed class ConfigOption : Option<string[]>
{
    public ConfigOption() : base("--config")
    {
        Description = "A setting; wins over environment and files. May be given several times.";
        HelpName = "Section:Key=value";
        Recursive = true;
        Arity = ArgumentArity.OneOrMore;
        AllowMultipleArgumentsPerToken = false;
        DefaultValueFactory = _ => [];
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (token.Value.IndexOf('=') < 1)
                    result.AddError($"'{token.Value}' is not of the form Section:Key=value.");
        });
    }

    public IReadOnlyList<string> Of(ParseResult parsed) => parsed.GetValue(this) ?? [];
}
