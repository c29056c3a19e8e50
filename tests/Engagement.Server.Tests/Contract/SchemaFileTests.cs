using Engagement.Graph;
using Engagement.Server.Commands;
using Engagement.Server.Tests.Hosting;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Contract;

public sealed class SchemaFileTests
{
    [Fact]
    public async Task File_is_what_the_command_prints()
    {
        var (output, error) = (new StringWriter(), new StringWriter());

        var code = await CommandLine.RunAsync(["schema", "print"], output, error);

        Assert.True(code == CommandLine.Success, error.ToString());
        Assert.True(
            output.ToString() == SchemaDocument.Text,
            "The schema has changed: dotnet run -v q --project src/Engagement.Server -- schema print > schema/engagement.graphql, and review the difference.");
    }

    [Fact]
    public async Task It_is_the_same_however_many_servers_of_the_process_had_it_before()
    {
        for (var server = 0; server < 3; server++)
        {
            await using var site = await EngagementServer.StartAsync(Engines.Sqlite); // sets the engine to keep what it reads of classes
            Assert.Equal(SchemaDocument.Text, SchemaText.Print(site.Services.GetRequiredService<ISchema>()));
        }
    }

    [Fact]
    public void Everything_is_described()
    {
        var missing = SchemaDocument.Current.Described().Where(d => string.IsNullOrWhiteSpace(d.Description)).Select(d => d.Coordinate);

        Assert.Empty(missing);
    }

    [Fact]
    public void Descriptions_are_single_spaced_sentences()
    {
        var wrong = SchemaDocument.Current.Described()
            .Where(d => d.Description is { } text && (text != text.Trim() || text.Contains("  ") || text.Contains('\n') || !EndsASentence(text)))
            .Select(d => $"{d.Coordinate}: {d.Description}");

        Assert.Empty(wrong);
    }

    private static bool EndsASentence(string text) => text[^1] is '.' or '?';
}
