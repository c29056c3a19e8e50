using Engagement.Server.Commands;
using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("unknown")]
    [InlineData("token")]
    [InlineData("token", "--role", "king", "--subject", "s")]
    [InlineData("token", "--role", "reader", "--subject", "")]
    [InlineData("token", "--role", "reader", "--subject", "s", "--hours", "0")]
    [InlineData("token", "--role", "reader", "--subject", "s", "--hours", "x")]
    [InlineData("articles", "import")]
    [InlineData("articles", "import", "no-such-file")]
    [InlineData("database")]
    [InlineData("database", "backup")]
    [InlineData("counts", "verify", "--fix")]
    [InlineData("schema", "print", "--config", "no-value")]
    public async Task Wrong_usage_is_told_on_the_error_stream_and_by_the_exit_code(params string[] arguments)
    {
        var (code, output, error) = await Shell.RunAsync(arguments);

        Assert.Equal((CommandLine.WrongUsage, ""), (code, output));
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("token")]
    [InlineData("articles import")]
    [InlineData("counts verify")]
    [InlineData("database migrate")]
    [InlineData("database status")]
    [InlineData("database script")]
    [InlineData("database backup")]
    [InlineData("schema print")]
    public async Task Every_command_has_help(string command)
    {
        var (code, output, error) = await Shell.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("Usage:", output);
        Assert.Contains("--config", output);
    }

    [Theory]
    [InlineData("Writes:BatchSzie=1", "Unknown setting Writes:BatchSzie. Writes has Attempts, BatchSize, ")]
    [InlineData("Wirtes:BatchSize=1", "Unknown setting Wirtes:BatchSize. There are ")]
    public async Task A_setting_that_nobody_reads_is_refused_with_those_that_there_are(string setting, string told)
    {
        using var folder = new TestFolder();

        var (code, output, error) = await Shell.RunAsync(folder, "schema", "print", "--config", setting);

        Assert.Equal((CommandLine.Failure, ""), (code, output));
        Assert.StartsWith(told, error);
    }

    [Theory]
    [InlineData("Writes:BatchSize=0", "BatchSize")]
    [InlineData("Writes:BatchSize=many", "Writes:BatchSize")]
    [InlineData("Shutdown:Timeout=0", "Timeout")]
    [InlineData("Database:Provider=Oracle", "Sqlite, SqlServer, PostgreSql")]
    [InlineData("Database:Provider=PostgreSql", "Database:ConnectionString")]
    [InlineData("Network:TrustedProxies:0=everybody", "everybody")]
    [InlineData("Pace:PostsPerMinute=-1", "PostsPerMinute")]
    [InlineData("Pace:ReactionsPerMinute=2000000000", "ReactionsPerMinute")]
    [InlineData("Commenting:MaxLength=0", "MaxLength")]
    [InlineData("Commenting:EditWindow=-00:01:00", "EditWindow")]
    [InlineData("Commenting:EditWindow=10000000.00:00:00", "EditWindow")]
    public async Task A_server_does_not_start_with_a_value_that_makes_no_sense(string setting, string named)
    {
        using var folder = new TestFolder();

        var (code, _, error) = await Shell.RunAsync(folder, "serve", "--config", "urls=http://127.0.0.1:0", "--config", setting);

        Assert.Equal(CommandLine.Failure, code);
        Assert.Contains(named, error);
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public async Task Outside_Development_a_server_wants_to_know_whose_tokens_to_believe()
    {
        using var folder = new TestFolder();

        var (code, _, error) = await Shell.RunAsync(
            "--config", $"contentRoot={folder.Path}", "--config", "environment=Production", "--config", "urls=http://127.0.0.1:0");

        Assert.Equal(CommandLine.Failure, code);
        Assert.Contains("Identity", error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
