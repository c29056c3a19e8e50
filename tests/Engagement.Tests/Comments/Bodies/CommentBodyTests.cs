using System.Text;
using Engagement.Comments.Bodies;
using Engagement.Data;
using Xunit;

namespace Engagement.Tests.Comments.Bodies;

public sealed class CommentBodyTests
{
    [Fact]
    public void Five_thousand_characters_pass_and_one_more_does_not()
    {
        Assert.Null(Check(new string('a', 5_000)));
        Assert.Null(Check("\n " + new string('a', 5_000) + " \n"));
        Assert.Equal(new TextRefusal(TextProblem.TooLong, 5_000), Check(new string('a', 5_001)));
    }

    [Fact]
    public void Five_thousand_emoji_are_exactly_the_bytes_allowed()
    {
        var emoji = string.Concat(Enumerable.Repeat("\ud83d\ude00", 5_000));
        Assert.Equal(20_000, Encoding.UTF8.GetByteCount(emoji));
        Assert.Null(Check(emoji));
        Assert.Equal(new TextRefusal(TextProblem.TooManyBytes, 20_000), Check(emoji + " "));
    }

    [Fact]
    public void One_character_of_ten_thousand_marks_is_too_many_bytes() =>
        Assert.Equal(new TextRefusal(TextProblem.TooManyBytes, 20_000), Check("a" + new string('\u0301', 10_000)));

    [Theory]
    [InlineData(null)]
    [InlineData(" \n ")]
    public void An_empty_body_is_missing(string? body) => Assert.Equal(new TextRefusal(TextProblem.Missing), Check(body));

    private static TextRefusal? Check(string? body) => CommentBody.Check(body, 5_000);
}
