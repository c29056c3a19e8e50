using System.Diagnostics;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Transport;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>The comparison that <c>.ci/schema-changes</c> makes, on an example that is kept beside it.</summary>
public sealed class SchemaChangesTests(ITestOutputHelper output) : IDisposable
{
    private const string Script = "schema-changes.mjs", Today = "2026-06-01";
    private static readonly string Example = Repository.Read("tests", "Engagement.Server.Tests", "conformance", "schema-changes.graphql");

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    // What was announced, and whose time is over.
    [InlineData("  views: Int! @deprecated(reason: \"Use `visits`. Removed after 2026-05-31.\")\n", "", "allowed    FIELD_REMOVED  Page.views was removed.")]
    [InlineData(", old: String @deprecated(reason: \"Does nothing. Removed after 2026-05-31.\")", "", "allowed    ARG_REMOVED  Query.page arg old was removed.")]
    [InlineData("  FROZEN @deprecated(reason: \"Like CLOSED. Removed after 2026-05-31.\")\n", "", "allowed    VALUE_REMOVED_FROM_ENUM  FROZEN was removed from enum type State.")]
    [InlineData("  author: String @deprecated(reason: \"Ignored. Removed after 2026-05-31.\")\n", "", "allowed    FIELD_REMOVED  PageFilter.author was removed.")]
    // What was not, or not for long enough.
    [InlineData("  title: String!\n  views", "  views", "refused    FIELD_REMOVED  Page.title was removed. It was not deprecated before.")]
    [InlineData("  likes: Int! @deprecated(reason: \"Use `reactions`. Removed after 2026-06-01.\")\n", "", "refused    FIELD_REMOVED  Page.likes was removed. It is promised until 2026-06-01.")]
    [InlineData("  shares: Int! @deprecated(reason: \"Nobody asks.\")\n", "", "refused    FIELD_REMOVED  Page.shares was removed. Its deprecation had no date.")]
    [InlineData(", size: Int", "", "refused    ARG_REMOVED  Query.page arg size was removed. It was not deprecated before.")]
    [InlineData("  CLOSED\n", "", "refused    VALUE_REMOVED_FROM_ENUM  CLOSED was removed from enum type State. It was not deprecated before.")]
    // What no deprecation announces.
    [InlineData("state: State!", "state: State", "refused    FIELD_CHANGED_KIND  Page.state changed type from State! to State. No deprecation announces such a change.")]
    [InlineData("size: Int,", "size: Int!,", "refused    ARG_CHANGED_KIND  Query.page arg size has changed type from Int to Int!. No deprecation announces such a change.")]
    [InlineData("  title: String\n", "  title: String\n  limit: Int!\n", "refused    REQUIRED_INPUT_FIELD_ADDED  A required field limit on input type PageFilter was added. No deprecation announces such a change.")]
    [InlineData(" @key(fields: \"url\")", "", "refused    KEY_REMOVED  Page @key(fields: \"url\") was removed. No deprecation announces such a change.")]
    // Types.
    [InlineData("  badge: Badge\n}", "}", "refused    FIELD_REMOVED  Page.badge was removed. It was not deprecated before.")]
    // Deprecations.
    [InlineData("  title: String!\n", "  title: String! @deprecated(reason: \"Use `headline`.\")\n", "refused    DEPRECATION  Page.title is deprecated without \"Removed after YYYY-MM-DD.\"")]
    [InlineData("  title: String!\n", "  title: String! @deprecated(reason: \"Use `headline`. Removed after 2026-08-29.\")\n", "refused    DEPRECATION  Page.title is deprecated until 2026-08-29; clients are given 90 days, until 2026-08-30.")]
    [InlineData("Use `reactions`. Removed after 2026-06-01.", "Use `reactions`. Removed after 2026-05-01.", "refused    DEPRECATION  Page.likes is deprecated until 2026-05-01; clients are given until 2026-06-01.")]
    // Neither breaks a client that is written well.
    [InlineData("  CLOSED\n", "  CLOSED\n  HIDDEN\n", "dangerous  VALUE_ADDED_TO_ENUM  HIDDEN was added to enum type State.")]
    [InlineData("size: Int,", "size: Int = 10,", "")]
    [InlineData("  title: String!\n", "  title: String! @deprecated(reason: \"Use `headline`. Removed after 2026-08-30.\")\n", "")]
    [InlineData("  badge: Badge\n", "  badge: Badge\n  headline: String\n", "")]
    public async Task Each_change_is_judged(string text, string replacement, string expected)
    {
        Assert.Contains(text, Example);
        // `shares` has no date on purpose: with every other change that alone would be told too.
        var before = text.Contains("shares") ? Example : Example.Replace("Nobody asks.", "Nobody asks. Removed after 2099-01-01.");

        var (code, lines) = await CompareAsync(before, before.Replace(text, replacement));

        Assert.Equal(expected.Length > 0 ? [expected] : [], lines[..^1]);
        Assert.Equal(expected.StartsWith("refused", StringComparison.Ordinal) ? 1 : 0, code);
    }

    [Fact]
    public async Task A_type_goes_with_what_used_it_and_not_before()
    {
        var legacy = Example.Replace("Nobody asks.", "Nobody asks. Removed after 2099-01-01.");
        var types = "type Legacy {\n  part: LegacyPart\n}\n\ntype LegacyPart {\n  name: String\n}\n";
        Assert.Contains(types, legacy);
        const string field = "  legacy: Legacy @deprecated(reason: \"Empty. Removed after 2026-05-31.\")\n";

        var (code, lines) = await CompareAsync(legacy, legacy.Replace(types, "").Replace(field, ""));
        var (early, told) = await CompareAsync(legacy.Replace("2026-05-31.\")\n  badge", "2026-07-31.\")\n  badge"), legacy.Replace(types, "").Replace(field, ""));

        Assert.Equal((0, "0 refused, 3 allowed, 0 dangerous"), (code, lines[^1]));
        Assert.Equal((1, "3 refused, 0 allowed, 0 dangerous"), (early, told[^1]));
    }

    [Fact]
    public async Task The_contract_does_not_break_itself()
    {
        var (code, lines) = await CompareAsync(SchemaDocument.Text, SchemaDocument.Text);

        Assert.Equal((0, "0 refused, 0 allowed, 0 dangerous"), (code, Assert.Single(lines)));
    }

    [Fact]
    public async Task A_branch_is_compared_with_where_it_left_and_with_the_last_release()
    {
        Assert.SkipUnless(NodeScript.Find("git") is not null && NodeScript.Find("bash") is not null, "git or bash is missing.");
        await MakeRepositoryAsync();
        await CommitAsync("type Query {\n  a: Int\n  b: Int\n  c: Int\n}\n");
        await GitAsync("tag", "v1.0.0");
        await CommitAsync("type Query {\n  a: Int\n  b: Int\n}\n");

        // On main: the commit before, which is the release.
        Assert.Contains("Query.c was removed.", (await CheckAsync(1)));
        await CommitAsync("type Query {\n  a: Int\n  b: Int\n  d: Int\n}\n");
        // The commit before has no c any more; the release has.
        var onMain = await CheckAsync(1);
        Assert.Single(onMain.Split('\n'), line => line.Contains("Query.c was removed."));
        await GitAsync("tag", "v1.1.0");
        Assert.DoesNotContain("refused  ", await CheckAsync(0));

        await GitAsync("switch", "-q", "-c", "branch");
        await CommitAsync("type Query {\n  b: Int\n  d: Int\n}\n");
        await CommitAsync("type Query {\n  b: Int\n  d: Int\n  e: Int\n}\n");
        Assert.Contains("Query.a was removed.", await CheckAsync(1));
        // Told to look at the commit before alone, and at a release that is the same, it finds nothing.
        await GitAsync("tag", "v1.2.0");
        Assert.DoesNotContain("Query.a", await CheckAsync(0, "HEAD~1"));
    }

    private async Task<(int Code, string[] Lines)> CompareAsync(string before, string after)
    {
        var files = new[] { ("before.graphql", before), ("after.graphql", after) }.Select(f =>
        {
            File.WriteAllText(_folder.File(f.Item1), f.Item2);
            return _folder.File(f.Item1);
        });
        var (code, lines) = await NodeScript.RunToEndAsync(Script, [.. files, Today]);
        foreach (var line in lines)
            output.WriteLine(line);
        return (code, lines);
    }

    /// <summary>A repository with the script of ours and nothing else; npm's packages are found where the link leads.</summary>
    private async Task MakeRepositoryAsync()
    {
        foreach (var folder in new[] { ".ci", "schema", "tests/Engagement.Server.Tests" })
            Directory.CreateDirectory(_folder.File(folder));
        File.Copy(Repository.Path(".ci", "schema-changes"), _folder.File(".ci/schema-changes"));
        Directory.CreateSymbolicLink(_folder.File("tests/Engagement.Server.Tests/conformance"), Repository.Path("tests", "Engagement.Server.Tests", "conformance"));
        await GitAsync("init", "-q", "-b", "main");
    }

    private async Task CommitAsync(string schema)
    {
        await File.WriteAllTextAsync(_folder.File("schema/engagement.graphql"), schema, TestContext.Current.CancellationToken);
        await GitAsync("add", "schema");
        await GitAsync("-c", "user.name=test", "-c", "user.email=test@news.example", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "A schema");
    }

    private async Task GitAsync(params string[] arguments)
    {
        var (code, text) = await RunAsync("git", arguments, null);
        Assert.True(code == 0, text);
    }

    private async Task<string> CheckAsync(int expected, string? against = null)
    {
        var (code, text) = await RunAsync("bash", [".ci/schema-changes"], against);
        output.WriteLine(text);
        Assert.True(code == expected, text);
        return text;
    }

    private async Task<(int Code, string Text)> RunAsync(string program, string[] arguments, string? against)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SCHEMA_BASE"] = against;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await said + await wrong);
    }
}
