using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Engagement.Data;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Engagement.Tests;

/// <summary>Who may see whom inside the product: each folder may use those before it, and siblings do not see each other.</summary>
public sealed class ArchitectureTests
{
    /// <summary>From the ground up; what stands together in one entry are siblings.</summary>
    private static readonly string[][] Order =
    [
        ["Data"], ["Graph"], ["Live"], ["Readers"], ["Articles"], ["Counts"], ["Comments"], ["Shares", "Placements", "Moderation", "Discovery"], ["Privacy"],
    ];

    /// <summary>The same inside <c>Placements</c>.</summary>
    private static readonly string[] OfPlacements =
        ["Disclosures", "Slots", "Campaigns", "Decision", "Tokens", "Events", "Serving", "Complaints", "Forecasts", "Reports", "Verification"];

    private static readonly Architecture Product = new ArchLoader().LoadAssembly(typeof(EngagementDbContext).Assembly).Build();

    public static TheoryData<string, string> Forbidden
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            for (var i = 0; i < Order.Length; i++)
                foreach (var folder in Order[i])
                    foreach (var other in Order[i..].SelectMany(level => level).Where(f => f != folder))
                        pairs.Add(folder, other);
            foreach (var (i, folder) in OfPlacements.Index())
                foreach (var other in OfPlacements[(i + 1)..])
                    pairs.Add($"Placements.{folder}", $"Placements.{other}");
            return pairs;
        }
    }

    [Theory, MemberData(nameof(Forbidden))]
    public void A_folder_sees_only_those_before_it(string folder, string other) => Assert.Empty(Uses(folder, other));

    [Fact]
    public void What_is_used_is_found() => Assert.NotEmpty(Uses("Comments", "Articles"));

    [Theory]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.EntityFrameworkCore.Sqlite")]
    [InlineData("Microsoft.EntityFrameworkCore.SqlServer")]
    [InlineData("Npgsql")]
    [InlineData("StackExchange.Redis")]
    [InlineData("Engagement.Transport")]
    public void The_product_knows_no_host_no_provider_and_no_transport(string assembly) =>
        Assert.DoesNotContain(typeof(EngagementDbContext).Assembly.GetReferencedAssemblies(), a => a.Name!.StartsWith(assembly, StringComparison.Ordinal));

    private static List<string> Uses(string folder, string other)
    {
        IArchRule rule = Types().That().ResideInNamespaceMatching(Pattern(folder))
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(Pattern(other)))
            .WithoutRequiringPositiveResults();
        return [.. rule.Evaluate(Product).Where(r => !r.Passed).Select(r => r.Description)];
    }

    private static string Pattern(string folder) => $@"^Engagement\.{Regex.Escape(folder)}(\.|$)";
}
