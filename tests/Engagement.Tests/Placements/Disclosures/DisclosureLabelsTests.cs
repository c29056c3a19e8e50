using Engagement.Placements;
using Engagement.Placements.Disclosures;
using Xunit;

namespace Engagement.Tests.Placements.Disclosures;

public sealed class DisclosureLabelsTests
{
    [Theory]
    [InlineData(null, null, null, "Advertisement")]
    [InlineData(null, null, "Ad", "Advertisement")] // no country where it is said
    [InlineData("en-gb", "GB", "Ad", "Ad")]
    [InlineData("fr", "GB", "Ad", "Publicité")] // not in this language
    [InlineData("de-at", null, null, "Anzeige")]
    [InlineData("de", "AT", "Werbung", "Werbung")]
    [InlineData("de", "at", "Werbung", "Werbung")]
    [InlineData("tlh", null, null, "Advertisement")] // a language that nobody taught it
    [InlineData("no", null, null, "Annonse")]
    [InlineData("nn-no", null, null, "Annonse")]
    [InlineData("en", null, "Sponsored", "Advertisement")] // the publisher has not chosen it
    public void It_is_the_word_of_the_page_s_language(string? language, string? country, string? chosen, string shown) =>
        Assert.Equal(shown, Of(country).Shown(language, chosen, "Acme"));

    [Fact]
    public void Of_a_language_that_nobody_taught_it_it_is_the_word_of_the_site() => Assert.Equal(
        ("Anzeige", "Sie steht hier, weil dieser Platz für sie gebucht wurde. Sie wurde nicht danach ausgewählt, wer Sie sind."),
        (new DisclosureLabels(new PlacementOptions { Language = "de-CH" }).Shown("ja", null, "Acme"), DisclosureWords.Of("ja", "de-CH").Why(null)));

    [Fact]
    public void What_the_publisher_chose_is_said_on_English_pages_and_promoted_never_without_by_whom()
    {
        var labels = Of(null, "Sponsored, Promoted");
        Assert.Equal(
            ("Sponsored", "Promoted by Acme", "Anzeige"),
            (labels.Shown("en", "Sponsored", "Acme"), labels.Shown("en-us", "Promoted", "Acme"), labels.Shown("de", "Promoted", "Acme")));
    }

    [Fact]
    public void Each_language_says_why_it_is_here()
    {
        foreach (var words in DisclosureWords.Languages.Select(l => DisclosureWords.Of(l, "en")))
        {
            Assert.Contains("payments", words.Why("payments"));
            Assert.Contains(words.Why(null).Split(". ")[^1], words.Why("payments")); // that it was not chosen by who one is
        }
    }

    private static DisclosureLabels Of(string? country, string? further = null) => new(new PlacementOptions { Country = country, FurtherLabels = further });
}
