using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Server.Tests.Articles;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Placements;
using Engagement.Server.Tests.Shares;
using Engagement.Server.Tests.Transport;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Visitors;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>The documents of clients in <c>schema/operations</c>, each operation of each file.</summary>
public sealed class OperationFileTests
{
    /// <summary>Who runs an operation: the first that fits by the beginning of its name, else a reader.</summary>
    private static readonly (string Name, Func<Site, Person> Who)[] Callers = [("Anonymous", s => s.Anybody), ("Moderator", s => s.Mod), ("Publisher", s => s.Publisher), ("Sponsor", s => s.Manager("maria", "acme")), ("Admin", s => s.Admin)];

    public static IEnumerable<TheoryDataRow<string>> Files() =>
        Directory.EnumerateFiles(Repository.Path("schema", "operations"), "*.graphql").Order().Select(f => new TheoryDataRow<string>(Path.GetFileName(f)));

    [Theory, MemberData(nameof(Files))]
    public async Task Each_operation_is_answered_with_data(string file)
    {
        var text = Repository.Read("schema", "operations", file);
        var operations = Parser.Parse<GraphQLDocument>(text).Definitions.OfType<GraphQLOperationDefinition>().ToList();
        Assert.NotEmpty(operations);
        foreach (var operation in operations)
        {
            using var publisher = new Publisher();
            await using var site = await Site.StartAsync(Engines.Sqlite, settings: publisher.Settings);
            var variables = await PrepareAsync(site, publisher);
            var name = operation.Name!.StringValue; // operations of these files are named
            var who = Callers.FirstOrDefault(c => name.StartsWith(c.Name, StringComparison.Ordinal)).Who ?? (s => s.Alice);
            var used = (operation.Variables?.Items ?? []).Select(v => v.Variable.Name.StringValue).ToDictionary(v => v, v => variables[v]);
            var data = operation.Operation == OperationType.Subscription
                ? await FirstEventAsync(site, who(site), text, name, used)
                : await AskAsync(site, who(site), text, name, used);

            Assert.Empty(Nulls(name, data));
        }
    }

    [Theory, MemberData(nameof(Files))]
    public async Task Whoever_reads_a_threads_settings_reads_how_to_keep_up_with_it(string file)
    {
        var settings = new Selections("commenting");
        await settings.VisitAsync(Parser.Parse<GraphQLDocument>(Repository.Read("schema", "operations", file)), default);

        Assert.Equal(file is "thread-page.graphql" or "live.graphql" or "polling.graphql", settings.Found.Count > 0);
        Assert.All(settings.Found, fields => Assert.Superset(new HashSet<string> { "liveMode", "pollInterval" }, fields));
    }

    /// <summary>A site where every root field of the operations has something to answer, and values for all their variables by name.</summary>
    private static async Task<Dictionary<string, object>> PrepareAsync(Site site, Publisher publisher)
    {
        var article = await site.ArticleAsync("an-article", "PUBLISHED", "news");
        await site.ArticleAsync("a-former-key");
        var comment = await site.Alice.PostAsync(article, "A comment");
        var reply = await site.Bob.PostAsync(article, "A reply", comment);
        await site.Alice.DoAsync("reportComment", "ReportCommentInput", "__typename", new { commentId = reply, reason = "SPAM" });
        await site.AdvertiserAsync();
        var maria = site.Manager("maria", "acme");
        var campaign = await maria.DraftAsync();
        var creative = await maria.AddCreativeAsync(campaign);
        await site.ApprovedAsync(maria);
        var submitted = await maria.DraftAsync();
        await maria.AddCreativeAsync(submitted);
        await maria.MoveAsync(submitted, "IN_REVIEW");
        var placed = (await site.Anybody.PlacedAsync(article)).Token();
        return new()
        {
            ["key"] = "an-article", ["keys"] = new[] { new { key = "an-article" } }, ["articleId"] = article, ["articleIds"] = new[] { article }, ["commentId"] = comment, ["reportedId"] = reply,
            ["first"] = 10, ["after"] = 0, ["channel"] = "news", ["description"] = new { name = "news", description = "What happens in the world." }, ["filter"] = new { reported = true },
            ["post"] = new { articleId = article, parentId = comment, body = "Another reply", idempotencyKey = "4f0c" },
            ["preview"] = new { articleId = article, parentId = comment, body = "Another *reply*" },
            ["ticketPost"] = new { ticket = publisher.Sign("not-registered-yet"), body = "The first comment", idempotencyKey = "4f0d" },
            ["merge"] = new { fromKey = "a-former-key", intoKey = "an-article" },
            ["reaction"] = new { commentId = reply, kind = "LIKE" },
            ["share"] = new { articleId = article, channel = "EMAIL" }, ["code"] = (await site.SharedUrlAsync(article))[^10..],
            ["from"] = "2026-11-01T00:00:00Z", ["to"] = "2026-12-01T00:00:00Z",
            ["firstDay"] = "2026-11-01", ["lastDay"] = "2026-11-30",
            ["campaignId"] = campaign, ["creativeId"] = creative, ["booking"] = new { advertiser = "acme", campaign = Desk.Campaign(), idempotencyKey = "4f0e" },
            ["creative"] = new { campaignId = campaign, creative = Desk.Creative(), idempotencyKey = "4f0f" },
            ["approval"] = new { campaignId = submitted, to = "APPROVED", seenStep = await maria.LastStepAsync(submitted) },
            ["forecast"] = new { slots = new[] { "INLINE_TEXT" }, startsOn = $"{DateTime.UtcNow:yyyy-MM-dd}", endsOn = $"{DateTime.UtcNow:yyyy-MM-dd}" },
            ["report"] = new { token = placed, reason = "SPAM" },
            ["events"] = new { events = new[] { new { token = placed, kind = "VIEWABLE" } } },
            ["removal"] = new { commentId = reply, reason = "SPAM", seenState = "PUBLISHED" },
        };
    }

    private static async Task<JsonElement> AskAsync(Site site, Person who, string query, string operationName, object variables)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query, operationName, variables }) };
        request.Headers.Authorization = who.Token is null ? null : new AuthenticationHeaderValue("Bearer", who.Token);
        using var response = await site.Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return DataOf(operationName, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    private static async Task<JsonElement> FirstEventAsync(Site site, Person who, string query, string operationName, object variables)
    {
        using var socket = new RawSocket(new UriBuilder(new Uri(site.Server.Address, "graphql")) { Scheme = "ws" }.Uri);
        await socket.ConnectAsync();
        await socket.SendAsync(JsonSerializer.Serialize(new { type = "connection_init", payload = new { authorization = $"Bearer {who.Token}" } }));
        await socket.ReceiveAsync();
        await socket.SendAsync(JsonSerializer.Serialize(new { id = "1", type = "subscribe", payload = new { query, operationName, variables } }));
        return DataOf(operationName, (await socket.ReceiveAsync()).GetProperty("payload"));
    }

    private static JsonElement DataOf(string operation, JsonElement answer)
    {
        Assert.True(answer.ValueKind == JsonValueKind.Object && !answer.TryGetProperty("errors", out _), $"{operation}: {answer}");
        return answer.GetProperty("data");
    }

    /// <summary>Root fields without a value, and payloads with errors.</summary>
    private static IEnumerable<string> Nulls(string operation, JsonElement data) => data.EnumerateObject()
        .Where(f => f.Value.ValueKind == JsonValueKind.Null
            || (f.Value.ValueKind == JsonValueKind.Object && f.Value.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0))
        .Select(f => $"{operation}.{f.Name}: {f.Value}");

    /// <summary>What is selected of each field with the name.</summary>
    private sealed class Selections(string field) : ASTVisitor<NoContext>
    {
        public List<HashSet<string>> Found { get; } = [];

        protected override ValueTask VisitFieldAsync(GraphQLField one, NoContext context)
        {
            if (one.Name.Value == field)
                Found.Add([.. (one.SelectionSet?.Selections ?? []).OfType<GraphQLField>().Select(f => f.Name.StringValue)]);
            return base.VisitFieldAsync(one, context);
        }
    }

    private readonly record struct NoContext(CancellationToken CancellationToken) : IASTVisitorContext;
}
