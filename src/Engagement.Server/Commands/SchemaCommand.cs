using System.CommandLine;
using Engagement.Graph;
using GraphQL.Types;

namespace Engagement.Server.Commands;

/// <summary><c>schema print</c>: the contract, as <c>schema/engagement.graphql</c> holds it.</summary>
internal static class SchemaCommand
{
    public static Command Create(ConfigOption config) => new("schema", "The GraphQL schema.")
    {
        new Command("print", "Prints the schema, sorted.").Does(config, async (run, _) =>
        {
            await run.Output.WriteAsync(SchemaText.Print(run.Services.GetRequiredService<ISchema>()));
            return CommandLine.Success;
        }),
    };
}
