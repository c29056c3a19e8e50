using Engagement.Comments.Bodies;
using Xunit;

namespace Engagement.Tests.Comments.Bodies;

/// <summary>Nothing else runs beside these.</summary>
[CollectionDefinition(nameof(CommentHtmlTimeTests), DisableParallelization = true)]
public sealed class AloneOnTheMachine;

/// <summary>
/// Time is linear in the text. What is measured is processor time, which other programs do not change much, as an average of
/// runs, and of up to ten averages the best: a text that takes quadratic time takes it in every run.
/// </summary>
[Collection(nameof(CommentHtmlTimeTests))]
public sealed class CommentHtmlTimeTests
{
    // Four times the text: linear is 4, quadratic 16. The shorter one is given 1 ms, as below that the clock counts noise.
    private const double MaxGrowth = 9;
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    public static TheoryData<string> Names { get; } = [.. PathologicalTexts.All.Select(text => text.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Time_grows_no_faster_than_the_text(string name)
    {
        var make = PathologicalTexts.All.Single(text => text.Name == name).Make;
        string[] texts = [make(CommentBody.MaxBytes / 4), make(CommentBody.MaxBytes / 2), make(CommentBody.MaxBytes)];
        Assert.InRange(texts[2].Length, CommentBody.MaxBytes * 9 / 10, CommentBody.MaxBytes);

        TimeSpan[] best = [TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue];
        var round = 0;
        do
        {
            for (var i = 0; i < texts.Length; i++)
                best[i] = Min(best[i], Time(texts[i]));
        }
        while (!IsLinear(best) && ++round < 10);

        Assert.True(IsLinear(best), $"{name}: {string.Join(", ", best.Select(time => $"{time.TotalMilliseconds:f2} ms"))}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_html_stays_in_proportion(string name)
    {
        var body = PathologicalTexts.All.Single(text => text.Name == name).Make(CommentBody.MaxBytes);
        var html = CommentHtml.Render(body);
        AllowList.Check(html);
        Assert.InRange(html.Length, 1, 20 * CommentBody.MaxBytes);
    }

    private static bool IsLinear(TimeSpan[] best) =>
        best[2] < MaxGrowth * Max(best[0], Least) && best[2] < MaxGrowth / 2 * Max(best[1], 2 * Least);

    private static TimeSpan Time(string text)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (var runs = 1; ; runs++)
        {
            CommentHtml.Render(text);
            var spent = Environment.CpuUsage.TotalTime - start;
            if (spent > Enough)
                return spent / runs;
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
