using Engagement.Comments.Bodies;
using Microsoft.Extensions.Options;
using Xunit;

namespace Engagement.Tests.Comments.Bodies;

public sealed class RenderedBodiesTests
{
    [Fact]
    public void A_kept_body_is_the_rendered_one()
    {
        using var bodies = With(10_000_000);
        foreach (var (_, make) in PathologicalTexts.All)
        {
            var body = make(1_000);
            Assert.Equal(CommentHtml.Render(body), bodies.Html(body));
            Assert.Equal(CommentHtml.Render(body), bodies.Html(body));
        }
    }

    [Fact]
    public void The_second_read_does_not_render()
    {
        using var bodies = With(10_000_000);
        var first = bodies.Html("*a*");
        Assert.Same(first, bodies.Html(string.Concat("*", "a*")));
        Assert.Equal((1, 1), (bodies.Statistics.Entries, bodies.Statistics.Hits));
    }

    [Fact]
    public void Never_more_is_kept_than_the_bound_and_the_new_displaces_the_old()
    {
        const int Max = 20_000;
        using var bodies = With(Max);
        var made = 0;
        for (; made < 500; made++)
        {
            bodies.Html($"text {made}");
            Assert.InRange(bodies.Statistics.Bytes, 0, Max);
        }

        Assert.InRange(bodies.Statistics.Entries, 1, Max / 200);

        // Room is made beside the reads: soon a text that was never seen is kept again.
        var kept = SpinWait.SpinUntil(() =>
        {
            var body = $"text {made++}";
            return ReferenceEquals(bodies.Html(body), bodies.Html(body));
        }, TimeSpan.FromSeconds(30));
        Assert.True(kept);
        Assert.InRange(bodies.Statistics.Bytes, 1, Max);
    }

    [Fact]
    public void A_body_above_the_bound_is_rendered_each_time()
    {
        using var bodies = With(1_000);
        var body = new string('a', 600);
        Assert.Equal(bodies.Html(body), bodies.Html(body));
        Assert.Equal(0, bodies.Statistics.Entries);
    }

    [Fact]
    public void Zero_keeps_nothing()
    {
        using var bodies = With(0);
        Assert.Equal("<p>a</p>\n", bodies.Html("a"));
        Assert.Equal(0, bodies.Statistics.Entries);
    }

    private static RenderedBodies With(long maxBytes) => new(Options.Create(new RenderedBodiesOptions { MaxBytes = maxBytes }));
}
