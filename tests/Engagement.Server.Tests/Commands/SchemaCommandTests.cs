using Engagement.Server.Commands;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Commands;

public sealed class SchemaCommandTests
{
    [Fact]
    public async Task The_schema_is_printed_without_a_database()
    {
        using var folder = new TestFolder();

        var (code, output, error) = await Shell.RunAsync(folder, "schema", "print");

        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("type Query", output);
        Assert.Contains("postComment(", output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
