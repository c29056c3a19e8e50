using Engagement.Articles;
using Engagement.Graph;
using Xunit;

namespace Engagement.Tests.Articles;

public sealed class ArticleCheckTests
{
    private static readonly ArticleInput Good = Site.Input("a");

    public static TheoryData<string, InputProblem, int?> Bad => new()
    {
        { "key", InputProblem.Missing, null },
        { "key long", InputProblem.TooLong, 200 },
        { "key spaced", InputProblem.Malformed, null },
        { "url", InputProblem.Missing, null },
        { "url odd", InputProblem.Malformed, null },
        { "url long", InputProblem.TooLong, 2000 },
        { "title", InputProblem.Missing, null },
        { "title long", InputProblem.TooLong, 300 },
        { "title heavy", InputProblem.TooManyBytes, 1200 },
        { "title zero", InputProblem.Malformed, null },
        { "channels", InputProblem.TooMany, 20 },
        { "keywords", InputProblem.TooMany, 50 },
        { "companies", InputProblem.TooMany, 20 },
        { "authors", InputProblem.TooMany, 50 },
        { "related", InputProblem.TooMany, 20 },
        { "channels.1 slash", InputProblem.Malformed, null },
        { "keywords.1 twice", InputProblem.Malformed, null },
        { "authors.0 empty", InputProblem.Missing, null },
        { "companies.1.name long", InputProblem.TooLong, 200 },
        { "companies.0.url odd", InputProblem.Malformed, null },
    };

    [Theory, MemberData(nameof(Bad))]
    public void A_bad_field_is_refused_with_its_path(string what, InputProblem problem, int? limit)
    {
        var errors = new List<UserError>();
        Assert.Null(ArticleCheck.Run(Spoil(what), 7, errors));
        var error = Assert.IsType<InvalidInput>(Assert.Single(errors));
        Assert.Equal(["articles", "7", .. what.Split(' ')[0].Split('.')], error.Path);
        Assert.Equal((problem, limit), (error.Problem, error.Limit));
    }

    [Fact]
    public void Every_list_may_be_full_and_every_text_at_its_limit()
    {
        var errors = new List<UserError>();
        var draft = ArticleCheck.Run(new ArticleInput
        {
            Key = new string('k', 200),
            Url = "https://news.example/" + new string('u', 2000 - "https://news.example/".Length),
            Title = new string('世', 300),
            Channels = Names(20),
            Keywords = [new string('w', 200), .. Names(49)],
            Companies = [.. Names(20).Select(n => new CompanyInput { Name = n, Url = $"https://{n}.example/" })],
            Authors = Names(50),
            Related = Names(20),
        }, 0, errors);
        Assert.Empty(errors);
        Assert.Equal(20 + 50 + 20 + 50 + 20, draft?.Terms.Count);
    }

    [Fact]
    public void All_problems_of_an_article_are_told()
    {
        var errors = new List<UserError>();
        ArticleCheck.Run(Good with { Key = "", Url = "x", Title = " ", Channels = ["/a", ""], Companies = [new CompanyInput { Name = "", Url = "y" }] }, 0, errors);
        Assert.Equal(
            ["key", "url", "title", "channels.0", "channels.1", "companies.0.name", "companies.0.url"],
            errors.Select(e => string.Join('.', e.Path!.Skip(2))));
    }

    [Fact]
    public void Authors_may_share_a_name()
    {
        var errors = new List<UserError>();
        Assert.Equal(2, ArticleCheck.Run(Good with { Authors = ["J. Smith", "J. Smith"] }, 0, errors)?.Terms.Count);
    }

    private static ArticleInput Spoil(string what) => what switch
    {
        "key" => Good with { Key = "" },
        "key long" => Good with { Key = new string('k', 201) },
        "key spaced" => Good with { Key = "a " },
        "url" => Good with { Url = "" },
        "url odd" => Good with { Url = "https://u:p@news.example/" },
        "url long" => Good with { Url = "https://news.example/" + new string('ü', 400) },
        "title" => Good with { Title = " \u200b" },
        "title long" => Good with { Title = new string('t', 301) },
        "title heavy" => Good with { Title = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 50)) },
        "title zero" => Good with { Title = "a\0b" },
        "channels" => Good with { Channels = Names(21) },
        "keywords" => Good with { Keywords = Names(51) },
        "companies" => Good with { Companies = [.. Names(21).Select(n => new CompanyInput { Name = n })] },
        "authors" => Good with { Authors = Names(51) },
        "related" => Good with { Related = Names(21) },
        "channels.1 slash" => Good with { Channels = ["a", "/b"] },
        "keywords.1 twice" => Good with { Keywords = ["a", "a", "A"] },
        "authors.0 empty" => Good with { Authors = [""] },
        "companies.1.name long" => Good with { Companies = [new CompanyInput { Name = "a" }, new CompanyInput { Name = new string('c', 201) }] },
        "companies.0.url odd" => Good with { Companies = [new CompanyInput { Name = "a", Url = "mailto:a@b.example" }] },
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"n{i}")];
}
