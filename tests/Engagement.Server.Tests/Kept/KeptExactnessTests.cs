using System.Text.Json;
using CsCheck;
using Engagement.Moderation;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Discovery;
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
    private const int Sequences = 5, Steps = 40, Documents = 10;

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

        Assert.True(counters["answers/source=kept"] > Sequences * Steps / 2, $"Only {counters["answers/source=kept"]} answers were kept ones.");
    }
}

/// <summary>Changes a few articles, and asks after each change.</summary>
internal sealed class KeptPlay(Site site, FakeTimeProvider time, Random random)
{
    private static readonly (string Name, string Type)[] Variables = [("article", "ID!"), ("comment", "ID!"), ("key", "String!"), ("few", "Int!")];

    private readonly List<string> _articles = [];
    private readonly List<string> _keys = [];
    private readonly List<string> _comments = [];
    private readonly List<string> _log = [];
    private readonly Dictionary<string, List<(DateTimeOffset At, string Answer)>> _plain = [];

    public async Task RunAsync(int steps, int documents)
    {
        for (var i = 0; i < 3; i++)
            await FoundAsync();
        var draw = new RandomDocument(site.Server.Services.GetRequiredService<ISchema>(), random, Arguments);
        var pool = Enumerable.Range(0, documents).Select(i => Question(draw, isExact: i % 2 == 0)).ToList();
        for (var step = 0; step < steps; step++)
        {
            if (!await ActAsync() && random.Next(2) == 0)
                continue; // tallies may be a second old
            time.Advance(TimeSpan.FromSeconds(1));
            foreach (var question in pool)
                await CompareAsync(question);
        }
    }

    private async Task FoundAsync()
    {
        _keys.Add($"kept-{Guid.NewGuid():n}");
        await RegisterAsync(_keys[^1], "PUBLISHED");
        _articles.Add(await site.IdAsync(_keys[^1]));
        _comments.Add(await site.Alice.PostAsync(_articles[^1], "First"));
    }

    private Task RegisterAsync(string key, string state) => site.RegisterAsync(Press.Article(
        key, Pick(["Acme pays", "Banks and chips"]), $"{time.GetUtcNow():O}", [Pick(["news", "markets"])], [Pick(["pay", "chip"])], [Pick(["Acme", "Bravo"])], related: [Pick(_keys)], state: state));

    /// <summary>One change of one article; false if it is of tallies alone.</summary>
    private async Task<bool> ActAsync()
    {
        var (article, comment, person) = (Pick(_articles), Pick(_comments), random.Next(2) == 0 ? site.Alice : site.Bob);
        var what = random.Next(17);
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
                await RegisterAsync(Pick(_keys), Pick(["PUBLISHED", "PUBLISHED", "UNPUBLISHED"]));
                return true;
            case 11 or 12:
                await person.TryAsync("reactToArticle", "ReactToArticleInput", "__typename", new { articleId = article, kind = Pick(["LIKE", "AGREE"]) });
                return false;
            case 13:
                await person.TryAsync("recordShare", "RecordShareInput", "__typename", new { articleId = article, channel = Pick(["X", "COPY"]) });
                return false;
            case 14:
                await site.Publisher.TryAsync("replaceShareCode", "ReplaceShareCodeInput", "__typename", new { articleId = article });
                return true;
            case 15 when random.Next(3) == 0:
                await site.Publisher.TryAsync("mergeArticles", "MergeArticlesInput", "__typename", new { fromKey = Pick(_keys), intoKey = Pick(_keys) });
                await FoundAsync();
                return true;
            default:
                await person.TryAsync("deleteComment", "DeleteCommentInput", "__typename", new { commentId = comment });
                return true;
        }
    }

    private KeptQuestion Question(RandomDocument draw, bool isExact)
    {
        var (text, seconds) = draw.Draw(isExact);
        var variables = Variables.Where(v => text.Contains($"${v.Name}", StringComparison.Ordinal)).ToList();
        var head = variables.Count == 0 ? "" : $"query({string.Join(", ", variables.Select(v => $"${v.Name}: {v.Type}"))}) ";
        return new(head + text, [.. variables.Select(v => v.Name)], TimeSpan.FromSeconds(seconds));
    }

    private async Task CompareAsync(KeptQuestion question)
    {
        var token = random.Next(3) == 0 ? site.Alice.Token : null;
        var variables = question.Variables.ToDictionary(v => v, Value);
        var asked = await AskAsync(question.Document, variables, token);
        var plain = await PlainAsync(question.Document, variables, token);
        if (!IsPlain(question, JsonSerializer.Serialize(variables), asked, plain))
            Assert.Fail($"{question.Document}\nof {JsonSerializer.Serialize(variables)}\nkept  {asked}\nplain {plain}\nafter {string.Join("; ", _log)}");
    }

    /// <summary>The plain answer of now, or one of as long ago as the question allows.</summary>
    private bool IsPlain(KeptQuestion question, string variables, string asked, string plain)
    {
        if (question.Age == TimeSpan.Zero)
            return asked == plain;
        var now = time.GetUtcNow();
        if (!_plain.TryGetValue(question.Document + variables, out var answers))
            _plain.Add(question.Document + variables, answers = []);
        answers.Add((now, plain));
        return answers.Any(a => a.Answer == asked && now - a.At <= question.Age);
    }

    private async Task<string> AskAsync(string document, Dictionary<string, object> variables, string? token)
    {
        if (document.Length > 2_000 || random.Next(2) == 0)
        {
            using var posted = await site.Server.Client.SendAsync(document, variables, token);
            return await posted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"graphql?query={Uri.EscapeDataString(document)}&variables={Uri.EscapeDataString(JsonSerializer.Serialize(variables))}");
        request.Headers.Accept.ParseAdd("application/graphql-response+json");
        if (token is not null)
            request.Headers.Add("Authorization", $"Bearer {token}");
        using var answer = await site.Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string> PlainAsync(string query, Dictionary<string, object> variables, string? token)
    {
        using var http = new HttpClient { BaseAddress = new Uri(site.Server.Address, "graphql") };
        using var call = await EventStreamCall.PostAsync(http, new { query, variables }, token is null ? [] : [("Authorization", $"Bearer {token}")]);
        return (await call.NextAsync()).GetRawText();
    }

    /// <summary>Arguments by field; an empty text for none.</summary>
    private string? Arguments(string field) => field switch
    {
        "Query.article" => $$"""by: {{{By()}}}""",
        "Query.articles" => $$"""by: [{{string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{{{By()}}}"))}}]""",
        "Query.comment" => Pick([$"id: \"{Pick(_comments)}\"", "id: $comment"]),
        "Query.node" => Pick([$"id: \"{Pick([.. _comments, .. _articles])}\"", "id: $article"]),
        "Query.nodes" => $"ids: [\"{Pick(_comments)}\", \"{Pick(_articles)}\"]",
        "Query.channel" => $"name: \"{Pick(["news", "markets", "nothing"])}\"",
        "Query.keyword" => $"name: \"{Pick(["pay", "chip"])}\"",
        "Query.company" => $"name: \"{Pick(["Acme", "Bravo"])}\"",
        "Channel.articles" or "Keyword.articles" or "Company.articles" => Pick(["first: 2", "last: 1", "first: $few"]),
        "Article.comments" => Pick([
            "", "first: 2", "last: 2", "first: 3, orderBy: OLDEST", $"around: \"{Pick(_comments)}\", first: 3", "filter: {hasReplies: true}", "first: 2, filter: {isStaff: false}",
            "first: $few", "first: $few, orderBy: TOP",
        ]),
        "Article.related" or "Article.shareLinks" => "",
        "Comment.replies" or "Comment.descendants" => Pick(["", "first: 1", "first: 3", "first: $few"]),
        "Article.changes" => Pick(["after: 0", "after: 1, first: 2", "after: 4"]),
        _ => null,
    };

    private string By() => random.Next(5) switch
    {
        0 => $"id: \"{Pick(_articles)}\"",
        1 => $"url: \"https://news.example/{Pick(_keys)}\"",
        2 => "id: $article",
        3 => "key: $key",
        _ => $"key: \"{Pick(_keys)}\"",
    };

    /// <summary>One of two, so that the same is asked again.</summary>
    private object Value(string variable) => variable switch
    {
        "article" => _articles[random.Next(2)],
        "comment" => _comments[random.Next(2)],
        "key" => _keys[random.Next(2)],
        _ => random.Next(1, 3),
    };

    private string Pick(IReadOnlyList<string> from) => from[random.Next(from.Count)];
}

/// <summary>What is asked again and again.</summary>
/// <param name="Document">With what declares its variables.</param>
/// <param name="Variables">Those it uses, by name.</param>
/// <param name="Age">How old an answer may be; zero if it has to be that of now.</param>
internal sealed record KeptQuestion(string Document, IReadOnlyList<string> Variables, TimeSpan Age);
