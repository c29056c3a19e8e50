using Xunit;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Engagement.Server.Tests.Contract;

/// <summary>What can be held of <c>compose.yaml</c> without running it.</summary>
public sealed class ComposeFileTests
{
    private static readonly Dictionary<object, object?> File = new Deserializer()
        .Deserialize<Dictionary<object, object?>>(new MergingParser(new Parser(new StringReader(Repository.Read("compose.yaml")))));

    private static Dictionary<object, object?> Services => Map(File["services"]);

    [Fact]
    public void Whatever_a_service_names_is_there()
    {
        foreach (var (name, value) in Services)
        {
            var service = Map(value);
            Assert.Subset(Names(File["networks"]), Names(service.GetValueOrDefault("networks")));
            Assert.Subset(Names(Services), Names(service.GetValueOrDefault("depends_on")));
            foreach (var volume in Names(service.GetValueOrDefault("volumes")))
                Assert.Contains(volume.Split(':')[0], Names(File["volumes"]));
            Assert.True(service.ContainsKey("image"), $"{name}");
        }
    }

    [Fact]
    public void A_profile_chooses_the_database_and_nothing_else_has_one()
    {
        var profiles = Services.Where(s => Map(s.Value).ContainsKey("profiles")).ToDictionary(s => $"{s.Key}", s => Names(Map(s.Value)["profiles"]).Single());

        Assert.Equal(new Dictionary<string, string> { ["sqlserver"] = "sqlserver", ["postgres"] = "postgres" }, profiles);
        foreach (var database in profiles.Keys)
            Assert.Equal("false", Map(Map(Map(Services["migrate"])["depends_on"])[database])["required"]); // the other one is not started
    }

    /// <summary>While the image sets the database up, a temporary server answers at its socket.</summary>
    [Fact]
    public void Postgres_is_healthy_only_when_it_answers_over_the_network() =>
        Assert.Superset(new HashSet<string> { "-h", "127.0.0.1" }, Names(Map(Map(Services["postgres"])["healthcheck"])["test"]));

    [Fact]
    public void Each_setting_of_ours_is_an_option_and_those_of_pages_and_publishers_come_from_outside()
    {
        var settings = Map(Map(Services["replica-1"])["environment"]);
        foreach (var setting in settings.Keys)
            Assert.Contains($"{setting}".Replace("__", ":", StringComparison.Ordinal).TrimEnd(':', '0', '1'), Readme.Rows.Keys);

        foreach (var outside in new[] { "Site__BaseUrl", "Network__AllowedOrigins__0", "Tickets__PublicKeys__0", "Tickets__Issuer", "Tickets__Audience" })
            Assert.True(settings.TryGetValue(outside, out var value) && value is null or "", outside); // no value: that of the environment, if any
    }

    [Fact]
    public void The_development_key_stays_out_of_the_image() =>
        Assert.Contains("**/data", Repository.Read(".dockerignore").Split('\n'));

    private static Dictionary<object, object?> Map(object? value) => Assert.IsType<Dictionary<object, object?>>(value);

    /// <summary>The keys of a map or the items of a list; none of what is not there.</summary>
    private static HashSet<string> Names(object? value) => value switch
    {
        null => [],
        Dictionary<object, object?> map => [.. map.Keys.Select(k => $"{k}")],
        IEnumerable<object> list => [.. list.Select(i => $"{i}")],
        _ => throw new ArgumentException($"{value} is neither a map nor a list."),
    };
}
