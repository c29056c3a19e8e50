using Engagement.Graph;
using Engagement.Placements;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Disclosures;
using Xunit;

namespace Engagement.Tests.Placements.Campaigns;

/// <summary>What readers are not to be shown.</summary>
public sealed class CreativeCheckTests
{
    private const string Hosts = "img.news.example", Picture = "https://img.news.example/a.png";

    private static readonly CreativeInput Shown = new(CreativeKind.Webinar, "[Webinar] Biometrics", null, null, "https://acme.example/", null, null, null, null);

    private static readonly Dictionary<string, (CreativeInput Input, string Path, InputProblem Problem)> Wrong = new()
    {
        ["no headline"] = (Shown with { Headline = " " }, "headline", InputProblem.Missing),
        ["a long headline"] = (Shown with { Headline = new('x', 121) }, "headline", InputProblem.TooLong),
        ["a headline of two lines"] = (Shown with { Headline = "two\nlines" }, "headline", InputProblem.Malformed),
        ["a headline of two lines by Unicode"] = (Shown with { Headline = "two\u2028lines" }, "headline", InputProblem.Malformed),
        ["a headline that turns its label"] = (Shown with { Headline = "\u202eBiometrics" }, "headline", InputProblem.Malformed),
        ["a headline that isolates"] = (Shown with { Headline = "\u2067Biometrics" }, "headline", InputProblem.Malformed),
        ["a long text"] = (Shown with { Text = new('x', 301) }, "text", InputProblem.TooLong),
        ["a long call to action"] = (Shown with { CallToAction = new('x', 26) }, "callToAction", InputProblem.TooLong),
        ["a long payer"] = (Shown with { PaidBy = new('x', 121) }, "paidBy", InputProblem.TooLong),
        ["an empty label"] = (Shown with { Label = "" }, "label", InputProblem.Missing),
        ["a label that hides it"] = (Shown with { Label = "Recommended for you" }, "label", InputProblem.NotTaken),
        ["a label that the publisher has not chosen"] = (Shown with { Label = "Sponsored" }, "label", InputProblem.NotTaken),
        ["a picture elsewhere"] = (Shown with { Image = new("https://elsewhere.example/a.png", 1, 1, "x") }, "image.url", InputProblem.NotTaken),
        ["a picture without a size"] = (Shown with { Image = new(Picture, 0, 1, "x") }, "image.width", InputProblem.OutOfRange),
        ["a huge picture"] = (Shown with { Image = new(Picture, 1, 10_001, "x") }, "image.height", InputProblem.OutOfRange),
        ["a logo without words"] = (Shown with { Logo = new(Picture, 1, 1, "") }, "logo.alt", InputProblem.Missing),
        ["a logo by http"] = (Shown with { Logo = new("http://img.news.example/a.png", 1, 1, "x") }, "logo.url", InputProblem.Malformed),
        ["http"] = (Shown with { LandingUrl = "http://acme.example/" }, "landingUrl", InputProblem.Malformed),
        ["a script"] = (Shown with { LandingUrl = "javascript:alert(1)" }, "landingUrl", InputProblem.Malformed),
        ["credentials"] = (Shown with { LandingUrl = "https://me:secret@acme.example/" }, "landingUrl", InputProblem.Malformed),
        ["a long link"] = (Shown with { LandingUrl = $"https://acme.example/{new string('x', 2_001)}" }, "landingUrl", InputProblem.TooLong),
    };

    public static TheoryData<string> Names => [.. Wrong.Keys];

    [Theory, MemberData(nameof(Names))]
    public void What_readers_should_not_see_is_refused(string name)
    {
        var (input, path, problem) = Wrong[name];
        var check = new InputCheck("creative");
        Assert.Null(Of().Run(input, check));
        var error = Assert.Single(check.Errors);
        Assert.Equal(($"creative.{path}", problem), (string.Join('.', error.Path!), error.Problem));
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("0x7f000001"), InlineData("10.1.2.3"), InlineData("172.16.0.1"), InlineData("192.168.0.1"), InlineData("169.254.169.254")]
    [InlineData("100.64.0.1"), InlineData("0.0.0.0"), InlineData("[::1]"), InlineData("[::ffff:192.168.0.1]"), InlineData("[fd00::1]"), InlineData("[fe80::1]"), InlineData("[2002:a01:203::1]"), InlineData("[2001:0:53aa:64c::1]"), InlineData("[fec0::1]"), InlineData("[::ffff:0:7f00:1]"), InlineData("x.test"), InlineData("printer.lan")]
    [InlineData("localhost"), InlineData("printer.local."), InlineData("db.internal"), InlineData("intranet")]
    public void A_link_leads_where_readers_can_go(string host)
    {
        var check = new InputCheck("creative");
        Assert.Null(Of().Run(Shown with { LandingUrl = $"https://{host}/" }, check));
        Assert.Equal(("creative.landingUrl", InputProblem.NotTaken), (string.Join('.', check.Errors[0].Path!), check.Errors[0].Problem));
    }

    [Fact]
    public void What_the_publisher_chose_is_taken()
    {
        var check = new InputCheck("creative");
        var draft = Of("Sponsored").Run(Shown with { Label = "Sponsored", Image = new(Picture, 640, 360, "A fingerprint") }, check);
        Assert.Empty(check.Errors);
        Assert.Equal(("Sponsored", Picture), (draft!.Label, draft.Image!.Url));
    }

    private static CreativeCheck Of(string? furtherLabels = null)
    {
        var options = new PlacementOptions { ImageHosts = Hosts, FurtherLabels = furtherLabels };
        return new(options, new DisclosureLabels(options));
    }
}
