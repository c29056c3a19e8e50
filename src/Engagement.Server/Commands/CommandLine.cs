using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;
using Engagement.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Engagement.Server.Commands;

/// <summary>The program as one sees it from a shell. Results go to the output, everything else to the error stream.</summary>
internal static class CommandLine
{
    public const int Success = 0;

    /// <summary>What was asked for could not be done.</summary>
    public const int Failure = 1;

    /// <summary>What was asked for makes no sense.</summary>
    public const int WrongUsage = 2;

    /// <summary>Runs one command line and returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = Root().Parse(args);
        if (parsed.Action is ParseErrorAction)
            return Refuse(parsed, error);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // the server's host listens to signals itself; other commands just end
            });
        }
        catch (Exception e)
        {
            await error.WriteLineAsync(Describe(e));
            return Failure;
        }
    }

    private static RootCommand Root()
    {
        var config = new ConfigOption();
        var root = new RootCommand("Comments and engagement behind a news article. Without a command it serves.")
        {
            config,
            ServeCommand.Create(config),
            TokenCommand.Create(config),
            ArticlesCommand.Create(config),
            CountsCommand.Create(config),
            SharesCommand.Create(config),
            PlacementsCommand.Create(config),
            DatabaseCommand.Create(config),
            SchemaCommand.Create(config),
        };
        root.SetAction((parsed, cancel) => ServeCommand.RunAsync(parsed, config, cancel));
        return root;
    }

    private static int Refuse(ParseResult parsed, TextWriter error)
    {
        foreach (var wrong in parsed.Errors)
            error.WriteLine(wrong.Message);
        error.WriteLine("See --help.");
        return WrongUsage;
    }

    /// <summary>One line for what an operator can change; everything for a bug.</summary>
    private static string Describe(Exception exception) => exception switch
    {
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        StartException or DbException or IOException or UnauthorizedAccessException or NotSupportedException => exception.Message,
        _ => exception.ToString(),
    };
}
