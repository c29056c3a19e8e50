using Engagement.Articles;
using Xunit;

namespace Engagement.Tests.Articles;

public sealed class ArticleDraftTests
{
    private static readonly ArticleInput Input = Site.Input("a") with
    {
        PublishedAt = new DateTime(2025, 1, 2, 8, 0, 0, DateTimeKind.Utc),
        Language = "en-GB",
        Channels = ["one", "two"],
        Companies = [new CompanyInput { Name = "c", Url = "https://c.example/" }],
    };

    public static TheoryData<string> Same => ["", "title spaced", "url spelt otherwise", "below a millisecond", "language spelt otherwise"];
    public static TheoryData<string> Different => ["title", "url", "state", "publishedAt", "order", "fewer", "more", "company url", "other list", "language", "sensitive"];

    [Theory, MemberData(nameof(Same))]
    public void Content_that_is_the_same_in_another_spelling_matches(string change) => Assert.True(Matches(change));

    [Theory, MemberData(nameof(Different))]
    public void Content_that_differs_does_not_match(string change) => Assert.False(Matches(change));

    private static bool Matches(string change)
    {
        var row = Article.New("a", new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var first = Draft(Input);
        first.CopyTo(row);
        return Draft(Change(change)).Matches(row, [.. first.TermsOf(row.Id).Reverse()]);
    }

    private static ArticleDraft Draft(ArticleInput input) => ArticleCheck.Run(input, 0, []) ?? throw new ArgumentException("Refused.", nameof(input));

    private static ArticleInput Change(string what) => what switch
    {
        "" => Input,
        "title spaced" => Input with { Title = $"  {Input.Title}\t" },
        "language spelt otherwise" => Input with { Language = "EN-gb" },
        "url spelt otherwise" => Input with { Url = "HTTPS://NEWS.example:443/%61" },
        "below a millisecond" => Input with { PublishedAt = Input.PublishedAt!.Value.AddTicks(9) },
        "title" => Input with { Title = "Another" },
        "url" => Input with { Url = "https://news.example/b" },
        "state" => Input with { State = ArticleState.Unpublished },
        "publishedAt" => Input with { PublishedAt = null },
        "order" => Input with { Channels = ["two", "one"] },
        "fewer" => Input with { Channels = ["one"] },
        "more" => Input with { Related = ["b"] },
        "company url" => Input with { Companies = [new CompanyInput { Name = "c" }] },
        "language" => Input with { Language = "en" },
        "sensitive" => Input with { Sensitive = true },
        "other list" => Input with { Channels = ["one"], Keywords = ["two"] },
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };
}
