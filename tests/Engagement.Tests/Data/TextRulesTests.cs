using System.Text;
using Engagement.Data;
using Xunit;

namespace Engagement.Tests.Data;

public sealed class TextRulesTests
{
    private const string Family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67"; // man, woman, girl, joined: one character

    [Theory]
    [InlineData("a")]
    [InlineData("  abcde  ")]
    [InlineData("\n\u00a0abcde\u2003")]
    [InlineData("e\u0301e\u0301e\u0301e\u0301e\u0301")]
    [InlineData(Family + Family + Family + Family + Family)]
    [InlineData("\ud83c\uddf7\ud83c\uddfa\ud83c\uddf8\ud83c\uddec")] // two flags
    [InlineData("a\r\nb\r\nc")]
    [InlineData("\u0001x")]
    public void Up_to_five_perceived_characters_pass_whatever_their_size(string text) =>
        Assert.Null(TextRules.Check(text, 1, 5, null));

    [Theory]
    [InlineData("abcdef")]
    [InlineData("e\u0301e\u0301e\u0301e\u0301e\u0301e")]
    [InlineData(Family + Family + Family + Family + Family + Family)]
    [InlineData("ab  cd")]
    public void The_sixth_perceived_character_is_too_long(string text) =>
        Assert.Equal(new TextRefusal(TextProblem.TooLong, 5), TextRules.Check(text, 1, 5, null));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n\u00a0\u3000")]
    [InlineData("\u200b\u200d\ufeff\u202e")]
    [InlineData(" \u200b ")]
    [InlineData("\u3164\u115f\u1160\uffa0\u2800")] // fillers of Hangul, and a cell of braille without dots
    [InlineData("\ufe0f\u034f\u180b\udb40\udd00")] // variation selectors and the grapheme joiner
    public void What_shows_nothing_is_missing(string? text)
    {
        Assert.Equal(new TextRefusal(TextProblem.Missing), TextRules.Check(text, 1, 5, null));
        Assert.Null(TextRules.Check(text, 0, 5, null));
    }

    [Fact]
    public void Fewer_characters_than_asked_for_are_missing()
    {
        Assert.Equal(new TextRefusal(TextProblem.Missing), TextRules.Check(" ab ", 3, 5, null));
        Assert.Null(TextRules.Check(" abc ", 3, 5, null));
    }

    // No attribute: its text would be UTF-8, which has no half pairs.
    public static TheoryData<string> NotText { get; } = ["a\0b", "\0", "a\ud83d", "\ude00a", "\ud83d\ud83d\ude00"];

    [Theory]
    [MemberData(nameof(NotText))]
    public void Nul_and_half_pairs_are_malformed(string text)
    {
        Assert.Equal(new TextRefusal(TextProblem.Malformed), TextRules.Check(text, 0, 50, null));
        Assert.Equal(new TextRefusal(TextProblem.Malformed), TextRules.CheckKey(text, 50));
    }

    [Theory]
    [InlineData("\u20ac\u20ac\u20ac\u20ac", 12, true)]
    [InlineData("\u20ac\u20ac\u20ac\u20ac", 11, false)]
    [InlineData("\ud83d\ude00\ud83d\ude00", 8, true)]
    [InlineData("\ud83d\ude00\ud83d\ude00", 7, false)]
    [InlineData("   a    ", 8, true)]
    [InlineData("   a    ", 7, false)]
    public void Bytes_are_counted_with_outer_white_space(string text, int maxBytes, bool fits) =>
        Assert.Equal(fits ? null : new TextRefusal(TextProblem.TooManyBytes, maxBytes), TextRules.Check(text, 1, 5, maxBytes));

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaa\0", nameof(TextProblem.TooLong))]
    [InlineData("e\u0301\u0301\u0301\u0301\u0301\u0301\0", nameof(TextProblem.TooManyBytes))]
    public void Size_is_the_first_thing_refused_by_characters_if_they_are_too_many(string text, string problem) =>
        Assert.Equal(problem, TextRules.Check(text, 1, 5, 10)?.Problem.ToString());

    [Theory]
    [InlineData("a")]
    [InlineData("sberbank-china-ai")]
    [InlineData("two words")]
    [InlineData("\ud83d\ude00\ud83d\ude00")]
    public void A_key_of_up_to_twenty_units_passes(string key) => Assert.Null(TextRules.CheckKey(key, 20));

    [Fact]
    public void A_key_counts_units_so_that_a_column_of_that_length_holds_it()
    {
        Assert.Null(TextRules.CheckKey("\ud83d\ude00\ud83d\ude00", 4));
        Assert.Equal(new TextRefusal(TextProblem.TooLong, 3), TextRules.CheckKey("\ud83d\ude00\ud83d\ude00", 3));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_key_is_missing(string? key) => Assert.Equal(new TextRefusal(TextProblem.Missing), TextRules.CheckKey(key, 20));

    [Theory]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("a\u00a0")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    [InlineData("a\u007f")]
    [InlineData("a\u0085b")]
    public void A_key_has_no_outer_white_space_and_no_control_characters(string key) =>
        Assert.Equal(new TextRefusal(TextProblem.Malformed), TextRules.CheckKey(key, 20));

    [Theory]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("a\ufffeb\uffffc", "a\ufffdb\ufffdc")]
    [InlineData("a\ud83f\udffeb", "a\ufffdb")] // U+1FFFE
    [InlineData("a\ufdd0b\u0001", "a\ufdd0b\u0001")]
    public void Every_text_has_a_normal_form(string text, string expected) => Assert.Equal(expected, TextRules.Normalise(text, NormalizationForm.FormC));
}
