using System.Globalization;
using CsCheck;
using Engagement.Moderation;
using Engagement.Server.Tests.Articles;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Server.Tests.Model;

/// <summary>
/// Random sequences of all mutations, by several people over several articles, against a simple model in memory. A failure
/// prints CsCheck's seed, to be given back as <c>CsCheck_Seed</c>, and the calls that were made.
/// </summary>
public sealed class ThreadModelTests
{
    /// <summary>How many sequences are played on each engine. A failure's search for a shorter one counts as well.</summary>
    private const string IterationsVariable = "ENGAGEMENT_MODEL_ITERATIONS";
    private const int Iterations = 8;

    private static readonly string[] Mutations =
    [
        "postComment", "editComment", "deleteComment", "reactToComment", "removeReaction", "reactToArticle", "removeArticleReaction", "recordShare", "recordVisit", "reportComment",
        "removeComment", "restoreComment", "approveComment", "pinComment", "unpinComment", "setCommenting", "banReader", "unbanReader",
        "registerArticles", "mergeArticles", "mergeArticles with reactions", "postComment by ticket",
    ];

    [Theory, EachEngine]
    public async Task The_server_answers_as_the_model_does(string engine)
    {
        using var press = new Publisher();
        var time = new FakeTimeProvider(WholeMilliseconds(DateTimeOffset.UtcNow));
        await using var site = await Site.StartAsync(engine, new ServerSetup
        {
            Time = time,
            Settings =
            [
                "Documents:Tokens=0", "Documents:Fields=0", "Documents:Aliases=0", "Documents:Cost=0", // comparisons ask for much at once
                "Transport:KeptAnswers=0", // their tallies may be a second old
                .. press.Settings,
            ],
            Services = services => services.Remove(services.Single(s => s.ImplementationType == typeof(ThreadClosing))), // a step of its own does it
        });
        var founding = new Founding(site, time, press);
        var tally = new Tally();

        await Step.Sequences.SampleAsync(
            async steps =>
            {
                using var play = new Play(site, time, await founding.FoundAsync(), tally);
                await play.RunAsync(steps);
            },
            writeLine: TestContext.Current.TestOutputHelper is { } output ? output.WriteLine : null,
            iter: int.Parse(Environment.GetEnvironmentVariable(IterationsVariable) ?? $"{Iterations}", CultureInfo.InvariantCulture),
            threads: 1,
            print: steps => $"{steps.Length} steps");
        TestContext.Current.TestOutputHelper?.WriteLine($"{tally}");
        Assert.True(tally.Of("GET /s/ counted: True") > 0 && tally.Of("GET /s/ counted: False") > 0, "Short links were all counted or none");
        Assert.All(Mutations, mutation => Assert.True(tally.Of($"{mutation} done") > 0, $"No {mutation} was ever accepted"));
    }

    private static DateTimeOffset WholeMilliseconds(DateTimeOffset instant) =>
        new(instant.Ticks - instant.Ticks % TimeSpan.TicksPerMillisecond, instant.Offset);
}
