using CsCheck;
using Engagement.Discovery.Terms;
using Xunit;

namespace Engagement.Tests.Discovery;

public sealed class TitleWordsTests
{
    [Theory]
    [InlineData("Putin orders Russian bank to cooperate with China on AI", "putin orders russian bank cooperate china ai")]
    [InlineData("Russia cancels AmEx subsidiary's banking licence", "russia cancels amex subsidiary banking licence")]
    [InlineData("Russian supermarket chain rolls out pay-with-face technology", "russian supermarket chain rolls pay face technology")]
    [InlineData("Société Générale’s CÉO: Ελλάδα, Ёлка, Øre, straße", "societe generale ceo ελλαδα елка ore strasse")]
    [InlineData("N26 cuts 5G costs by 20% in 2025, 1.5 bn", "n26 cuts 5g costs")]
    [InlineData("US, UK and EU agree; it is so", "us uk eu agree")]
    [InlineData("US BANKS AND AI", "banks")] // in a title of capitals alone they tell nothing
    [InlineData("Bank bank BANK ﬁne ｆｉｎｅ", "bank fine")]
    [InlineData("l'affaire d’une banque", "affaire une banque")]
    [InlineData("三菱商事 invests 東 in", "三菱 菱商 商事 invests")]
    [InlineData("ソフトバンク", "ソフ フト トバ バン ンク")]
    [InlineData("बैंक की खबर", "बैंक खबर")] // without capitals, two letters are too few
    [InlineData("soft\u00adhyphen می\u200cخواهم", "softhyphen میخواهم")]
    [InlineData("— 12 % …", "")]
    public void Words(string title, string words) => Assert.Equal(words, string.Join(' ', TitleWords.Of(title)));

    [Theory]
    [InlineData("Sberbank and Google organise Hangouts", "Sberbank", true)]
    [InlineData("SBERBANK’s results", "Sberbank", true)]
    [InlineData("The Bank of America's plan", "Bank of America", true)]
    [InlineData("America's central bank of banks", "Bank of America", false)]
    [InlineData("Sberbanking grows", "Sberbank", false)]
    [InlineData("EY opens an office", "EY", true)]
    [InlineData("Plan X is ready", "X", false)] // one character is no name to find
    [InlineData("McDonald's takes crypto", "McDonald’s", true)]
    [InlineData("三菱商事が投資", "三菱商事", true)]
    [InlineData("Anything", "!!!", false)]
    public void Names_in_titles(string title, string name, bool isThere) => Assert.Equal(isThere, TitleWords.Holds(TitleWords.All(title), TitleWords.Name(name)));

    [Fact]
    public void A_name_of_many_words_or_characters_is_not_looked_for()
    {
        Assert.Equal("", TitleWords.Name("one two three four five six seven"));
        Assert.Equal("", TitleWords.Name(new string('a', TitleWords.MaxNameLength + 1)));
        Assert.Equal("", TitleWords.Name(string.Concat(Enumerable.Repeat("ﷺ", 50)))); // 18 characters each in compatibility form
    }

    [Fact]
    public void A_run_of_letters_without_end_is_no_word() => Assert.Empty(TitleWords.Of(new string('x', 65)));

    /// <summary>Any text has words, which stay what they are when they are folded again and fit their column.</summary>
    [Fact]
    public void Of_any_text() => Gen.String.Where(s => !s.Any(char.IsSurrogate)).Sample(text =>
    {
        foreach (var word in TitleWords.Of(text))
        {
            Assert.InRange(word.Length, 2, 64);
            Assert.Equal(word, word.ToLowerInvariant());
        }
        var name = TitleWords.Name(text);
        Assert.True(name.Length == 0 || TitleWords.Holds(TitleWords.All($"Before {text} after"), name), name);
    });
}
