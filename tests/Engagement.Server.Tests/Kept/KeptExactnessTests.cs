using System.Text.Json;
using CsCheck;
using Engagement.Moderation;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Transport;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Server.Tests.Kept;

/// <summary>
/// Random documents over random data: what is kept is what the plain path answers, byte for byte. The plain path is the same
/// operation on an event stream, where nothing is ever kept. A failure prints CsCheck's seed.
/// </summary>
public sealed class KeptExactnessTests
{
    private const int Sequences = 5, Steps = 40, Documents = 8;

    [Theory, EachEngine]
    public async Task A_kept_answer_is_what_the_plain_path_answers(string engine)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine, new ServerSetup
        {
            Time = time,
            Settings = ["Documents:Tokens=0", "Documents:Fields=0", "Documents:Aliases=0", "Documents:Cost=0", "Documents:Depth=0"],
            Services = services => services.Remove(services.Single(s => s.ImplementationType == typeof(ThreadClosing))), // or it closes between two looks
        });
        using var counters = new Counters(site.Server.Services);
        await Gen.Int.SampleAsync(async seed => await new KeptPlay(site, time, new Random(seed)).RunAsync(Steps, Documents), iter: Sequences, threads: 1);

        Assert.True(counters["answers/source=kept"] > Sequences * Steps, $"Only {counters["answers/source=kept"]} answers were kept ones.");
    }
}

/// <summary>Changes a few articles, and asks after each change.</summary>
internal sealed class KeptPlay(Site site, FakeTimeProvider time, Random random)
{
    private readonly List<string> _articles = [];
    private readonly List<string> _keys = [];
    private readonly List<string> _comments = [];
    private readonly List<string> _log = [];

    public async Task RunAsync(int steps, int documents)
    {
        for (var i = 0; i < 3; i++)
        {
            _keys.Add($"kept-{Guid.NewGuid():n}");
            _articles.Add(await site.ArticleAsync(_keys[^1], channels: ["news"]));
            _comments.Add(await site.Alice.PostAsync(_articles[^1], "First"));
        }
        var draw = new RandomDocument(site.Server.Services.GetRequiredService<ISchema>(), random, Arguments);
        var pool = Enumerable.Range(0, documents).Select(_ => draw.Draw()).ToList();
        for (var step = 0; step < steps; step++)
        {
            if (!await ActAsync() && random.Next(2) == 0)
                continue; // tallies may be a second old
            time.Advance(TimeSpan.FromSeconds(1));
            foreach (var document in pool)
                await CompareAsync(document);
        }
    }

    /// <summary>One change of one article; false if it is of tallies alone.</summary>
    private async Task<bool> ActAsync()
    {
        var (article, comment, person) = (Pick(_articles), Pick(_comments), random.Next(2) == 0 ? site.Alice : site.Bob);
        var what = random.Next(12);
        _log.Add($"{what} {article} {comment}");
        switch (what)
        {
            case 0 or 1 or 2:
                if ((await person.TryAsync("postComment", "PostCommentInput", "comment { id state }", new { articleId = article, body = $"Post {_log.Count}", parentId = random.Next(2) == 0 ? null : comment }))
                    .GetProperty("comment") is { ValueKind: JsonValueKind.Object } posted)
                    _comments.Add(posted.GetProperty("id").GetString()!);
                return true;
            case 3 or 4:
                await person.TryAsync("reactToComment", "ReactToCommentInput", "__typename", new { commentId = comment, kind = Pick(["LIKE", "AGREE"]) });
                return false;
            case 5:
                await person.TryAsync("editComment", "EditCommentInput", "__typename", new { commentId = comment, body = $"Edit {_log.Count}" });
                return true;
            case 6:
                await site.Mod.TryAsync("removeComment", "RemoveCommentInput", "__typename", new { commentId = comment, reason = "SPAM" });
                return true;
            case 7:
                await site.Mod.TryAsync("restoreComment", "RestoreCommentInput", "__typename", new { commentId = comment });
                return true;
            case 8:
                await site.Mod.TryAsync("pinComment", "PinCommentInput", "__typename", new { commentId = comment });
                return true;
            case 9:
                await site.Mod.TryAsync("setCommenting", "SetCommentingInput", "__typename", new
                {
                    articleId = article, state = Pick(["OPEN", "PREMODERATED"]), closesAt = random.Next(3) == 0 ? time.GetUtcNow().AddSeconds(random.Next(1, 4)) : (DateTimeOffset?)null,
                });
                return true;
            case 10:
                await site.ArticleAsync(Pick(_keys), Pick(["PUBLISHED", "PUBLISHED", "UNPUBLISHED"]), Pick(["news", "markets"]));
                return true;
            default:
                await person.TryAsync("deleteComment", "DeleteCommentInput", "__typename", new { commentId = comment });
                return true;
        }
    }

    private async Task CompareAsync(string document)
    {
        var token = random.Next(3) == 0 ? site.Alice.Token : null;
        var asked = await AskAsync(document, token);
        var plain = await PlainAsync(document, token);
        if (asked != plain)
            Assert.Fail($"{document}\nkept  {asked}\nplain {plain}\nafter {string.Join("; ", _log)}");
    }

    private async Task<string> AskAsync(string document, string? token)
    {
        using var answer = await site.Server.Client.SendAsync(document, token: token);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string> PlainAsync(string document, string? token)
    {
        using var http = new HttpClient { BaseAddress = new Uri(site.Server.Address, "graphql") };
        using var call = await EventStreamCall.PostAsync(http, document, token is null ? [] : [("Authorization", $"Bearer {token}")]);
        return (await call.NextAsync()).GetRawText();
    }

    /// <summary>Arguments by field; an empty text for none.</summary>
    private string? Arguments(string field) => field switch
    {
        "Query.article" => $$"""by: {{{By()}}}""",
        "Query.articles" => $$"""by: [{{string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{{{By()}}}"))}}]""",
        "Query.comment" => $"id: \"{Pick(_comments)}\"",
        "Query.node" => $"id: \"{Pick([.. _comments, .. _articles])}\"",
        "Query.nodes" => $"ids: [\"{Pick(_comments)}\", \"{Pick(_articles)}\"]",
        "Article.comments" => Pick([
            "", "first: 2", "last: 2", "first: 3, orderBy: OLDEST", $"around: \"{Pick(_comments)}\", first: 3", "filter: {hasReplies: true}", "first: 2, filter: {isStaff: false}",
        ]),
        "Comment.replies" or "Comment.descendants" => Pick(["", "first: 1", "first: 3"]),
        "Article.changes" => Pick(["after: 0", "after: 1, first: 2", "after: 4"]),
        _ => null,
    };

    private string By() => random.Next(3) switch
    {
        0 => $"id: \"{Pick(_articles)}\"",
        1 => $"url: \"https://news.example/{Pick(_keys)}\"",
        _ => $"key: \"{Pick(_keys)}\"",
    };

    private string Pick(IReadOnlyList<string> from) => from[random.Next(from.Count)];
}
