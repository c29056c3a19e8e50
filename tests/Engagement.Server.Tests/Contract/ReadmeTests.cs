using System.Xml.Linq;
using Engagement.Data;
using Engagement.Server.Commands;
using Engagement.Server.Hosting;
using Engagement.Server.Telemetry;
using Engagement.Server.Tests.Hosting;
using Engagement.Transport;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>What <c>README.md</c> lists is what there is.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task Every_option_stands_there_with_its_default()
    {
        var expected = (await SectionsAsync()).SelectMany(Options).ToList();
        var sections = expected.Select(o => o.Name.Split(':')[0]).ToHashSet();
        var listed = Readme.Rows.Where(r => sections.Contains(r.Key.Split(':')[0]) && r.Key.Contains(':'));

        var missing = expected.Where(o => Readme.Rows.GetValueOrDefault(o.Name) != o.Default).Select(o => $"| `{o.Name}` | `{o.Default}` |");
        Assert.True(!missing.Any(), $"README.md lacks:{Environment.NewLine}{string.Join(Environment.NewLine, missing)}");
        Assert.Equal(expected.Select(o => o.Name).Order(), listed.Select(r => r.Key).Order());
    }

    [Fact]
    public async Task Every_options_class_of_ours_is_bound_to_a_section()
    {
        var bound = (await SectionsAsync()).Select(s => s.Options);
        var all = new[] { typeof(WriteOptions), typeof(TransportOptions), typeof(ServerHost) }.SelectMany(t => t.Assembly.GetTypes())
            .Where(t => t is { IsClass: true, IsAbstract: false } && t.Name.EndsWith("Options", StringComparison.Ordinal) && t.Namespace?.StartsWith("Engagement", StringComparison.Ordinal) == true);

        Assert.Equal(all.Select(t => t.Name).Order(), bound.Select(t => t.Name).Order());
    }

    [Fact]
    public void Every_package_stands_there_with_its_reason()
    {
        var used = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .SelectMany(f => XDocument.Load(f).Descendants("PackageReference")).Select(p => p.Attribute("Include")!.Value).Distinct(); // every one has it
        var listed = Readme.FirstCells(Readme.Section("Dependencies"));

        Assert.Equal(used.Order(), listed.Order());
    }

    [Fact]
    public void Every_instrument_stands_there_with_what_it_says()
    {
        Assert.All(Instruments.Table, i => Assert.Equal(i.Value, Readme.Rows.GetValueOrDefault(i.Key)));
        Assert.All(Instruments.Meters.Concat(Instruments.PlatformMeters).Concat(Instruments.ActivitySources), name => Assert.Contains($"`{name}`", Readme.Text));
    }

    [Fact]
    public async Task Every_command_stands_there()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        await CommandLine.RunAsync(["--help"], output, error);
        var commands = output.ToString().Split("Commands:")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.Split(' ')[0]);

        Assert.All(commands, command => Assert.Contains(Readme.Rows.Keys, key => key.Split(' ')[0] == command));
    }

    [Fact]
    public void Every_folder_of_a_project_stands_in_the_layout()
    {
        var projects = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f));

        Assert.All(projects, project => Assert.Contains(project + " ", Readme.Section("Layout")));
    }

    private static async Task<IReadOnlyList<SettingsSection>> SectionsAsync()
    {
        await using var app = ServerHost.Compose(["environment=Development"]);
        return [.. app.Services.GetServices<SettingsSection>()];
    }

    private static IEnumerable<(string Name, string Default)> Options(SettingsSection section)
    {
        var options = Activator.CreateInstance(section.Options);
        return section.Options.GetProperties().Where(p => !p.PropertyType.IsAssignableTo(typeof(Delegate)))
            .Select(p => ($"{section.Name}:{p.Name}", Readme.Show(p.GetValue(options))));
    }
}
