using Engagement.Graph;
using Engagement.Placements.Campaigns;
using Xunit;

namespace Engagement.Tests.Placements.Campaigns;

/// <summary>What cannot be booked, whatever the database holds.</summary>
public sealed class CampaignCheckTests
{
    private static readonly DateTime Now = new(2026, 11, 2, 12, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Today = new(2026, 11, 2);

    private static readonly CampaignInput Booked = new()
    {
        Name = "A campaign",
        Goal = CampaignGoal.ViewableImpressions,
        Total = 1_000,
        Price = new(PriceModel.Cpm, 2_500, "EUR", "4711"),
        StartsOn = Today,
        EndsOn = Today.AddDays(30),
        Slots = ["INLINE_TEXT"],
        Political = false,
    };

    private static readonly Dictionary<string, (CampaignInput Input, string Path, InputProblem Problem, int? Limit)> Wrong = new()
    {
        ["no name"] = (Booked with { Name = " " }, "name", InputProblem.Missing, null),
        ["a long name"] = (Booked with { Name = new('x', 121) }, "name", InputProblem.TooLong, 120),
        ["a name that turns what follows"] = (Booked with { Name = "Acme\u202e" }, "name", InputProblem.Malformed, null),
        ["a share of what nobody bought"] = (Booked with { Goal = CampaignGoal.ShareOfVoice, Total = 10, Tier = CampaignTier.House }, "tier", InputProblem.Contradictory, null),
        ["a roadblock that no page has room for"] = (Booked with { Slots = [.. Enumerable.Range(1, 11).Select(i => $"SLOT_{i}")], Roadblock = true }, "slots", InputProblem.TooMany, 10),
        ["nothing"] = (Booked with { Total = 0 }, "total", InputProblem.OutOfRange, 1),
        ["less than nothing"] = (Booked with { Total = -5 }, "total", InputProblem.OutOfRange, 1),
        ["too much"] = (Booked with { Total = 2_000_000_001 }, "total", InputProblem.OutOfRange, 2_000_000_000),
        ["more than all"] = (Booked with { Goal = CampaignGoal.ShareOfVoice, Total = 101 }, "total", InputProblem.OutOfRange, 100),
        ["more days than there are"] = (Booked with { Goal = CampaignGoal.Days, Total = 32 }, "total", InputProblem.OutOfRange, 31),
        ["nothing a day"] = (Booked with { Daily = 0 }, "daily", InputProblem.OutOfRange, 1),
        ["more a day than in all"] = (Booked with { Daily = 1_001 }, "daily", InputProblem.OutOfRange, 1_000),
        ["days a day"] = (Booked with { Goal = CampaignGoal.Days, Total = 3, Daily = 1 }, "daily", InputProblem.Contradictory, null),
        ["a negative price"] = (Booked with { Price = new(PriceModel.Cpm, -1, "EUR", null) }, "price.amountMinor", InputProblem.OutOfRange, 0),
        ["no currency"] = (Booked with { Price = new(PriceModel.Cpm, 1, "euro", null) }, "price.currency", InputProblem.Malformed, null),
        ["a long order number"] = (Booked with { Price = new(PriceModel.Cpm, 1, "EUR", new('1', 61)) }, "price.orderNumber", InputProblem.TooLong, 60),
        ["an end before the start"] = (Booked with { EndsOn = Today.AddDays(-1) }, "endsOn", InputProblem.Contradictory, null),
        ["three years"] = (Booked with { EndsOn = Today.AddDays(731) }, "endsOn", InputProblem.OutOfRange, 731),
        ["no slot"] = (Booked with { Slots = [] }, "slots", InputProblem.Missing, null),
        ["a slot twice"] = (Booked with { Slots = ["A", "A"] }, "slots.1", InputProblem.Malformed, null),
        ["an empty category"] = (Booked with { Category = "" }, "category", InputProblem.Missing, null),
        ["politics"] = (Booked with { Political = true }, "political", InputProblem.NotTaken, null),
        ["a keyword with a space before it"] = (Keywords(any: [" k"]), "targets.keywords.any.0", InputProblem.Malformed, null),
        ["too many keywords"] = (Keywords(any: [.. Enumerable.Range(0, 201).Select(i => $"k{i}")]), "targets.keywords.any", InputProblem.TooMany, 200),
        ["a keyword that is asked for and excluded"] = (Keywords(all: ["k"], none: ["k"]), "targets.keywords", InputProblem.Contradictory, null),
        ["keywords that are all excluded"] = (Keywords(any: ["k", "l"], none: ["l", "k"]), "targets.keywords", InputProblem.Contradictory, null),
        ["a keyword that is asked for and unsafe"] = (Keywords(all: ["k"]) with { Safety = new() { Keywords = ["k"] } }, "targets.keywords", InputProblem.Contradictory, null),
        ["no language"] = (Languages(any: ["e"]), "targets.languages.any.0", InputProblem.Malformed, null),
        ["two languages"] = (Languages(all: ["en", "de"]), "targets.languages", InputProblem.Contradictory, null),
        ["a language in one that is excluded"] = (Languages(any: ["en-gb"], none: ["en"]), "targets.languages", InputProblem.Contradictory, null),
        ["a language beside the one that is asked for"] = (Languages(any: ["en"], all: ["de"]), "targets.languages", InputProblem.Contradictory, null),
        ["all of a language but itself"] = (Languages(all: ["en-gb"], none: ["en"]), "targets.languages", InputProblem.Contradictory, null),
    };

    public static TheoryData<string> Names => [.. Wrong.Keys];

    [Theory, MemberData(nameof(Names))]
    public void What_makes_no_sense_is_refused(string name)
    {
        var (input, path, problem, limit) = Wrong[name];
        var check = new InputCheck("campaign");
        Assert.Null(CampaignCheck.Run(input, check, Now));
        var error = Assert.Single(check.Errors);
        Assert.Equal(($"campaign.{path}", problem, limit), (string.Join('.', error.Path!), error.Problem, error.Limit));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var check = new InputCheck("campaign");
        Assert.Null(CampaignCheck.Run(Booked with { Name = "", Total = 0, Political = true }, check, Now));
        Assert.Equal(["name", "total", "political"], check.Errors.Select(e => e.Path![1]));
    }

    [Fact]
    public void A_part_of_a_language_may_be_excluded()
    {
        var check = new InputCheck("campaign");
        Assert.NotNull(CampaignCheck.Run(Languages(any: ["EN"], all: ["en"], none: ["en-gb"]), check, Now));
        Assert.Empty(check.Errors);
    }

    private static CampaignInput Keywords(string[]? any = null, string[]? all = null, string[]? none = null) =>
        Booked with { Targets = new(null, new() { Any = any ?? [], All = all ?? [], None = none ?? [] }, null, null) };

    private static CampaignInput Languages(string[]? any = null, string[]? all = null, string[]? none = null) =>
        Booked with { Targets = new(null, null, null, new() { Any = any ?? [], All = all ?? [], None = none ?? [] }) };
}
