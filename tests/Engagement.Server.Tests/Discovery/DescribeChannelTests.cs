using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Data;
using Engagement.Discovery.Terms;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Contract;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Writes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Server.Tests.Discovery;

/// <summary>The line under a channel's name.</summary>
public sealed class DescribeChannelTests
{
    private const string Input = "DescribeChannelInput", Everywhere = """
        { channel(name: "news") { description } channels { name description } article(by: {key: "a"}) { channels { name description } } }
        """;

    [Theory, EachEngine]
    public async Task It_shows_wherever_the_channel_is_asked_for_also_where_an_answer_was_kept(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.ArticleAsync("a", "PUBLISHED", "news");
        Assert.Equal(["", "", ""], await EverywhereAsync(site));
        foreach (var line in (string?[])["What happens.", "Else.", null, "Again."])
        {
            await EverywhereAsync(site); // kept from here on
            var payload = await site.Publisher.DoAsync("describeChannel", Input, "channel { name description articles { totalCount } }", new { name = "news", description = line });
            Assert.Equal(line, payload.At("channel", "description").GetString());
            Assert.Equal(1, payload.At("channel", "articles", "totalCount").GetInt32());
            Assert.All(await EverywhereAsync(site), shown => Assert.Equal(line ?? "", shown));
        }
        await site.Server.VerifyCountsAsync();
    }

    [Theory, EachEngine]
    public async Task Another_replica_shows_it_when_its_kept_answers_have_aged(string engine)
    {
        Assert.SkipWhen(engine == Engines.Sqlite, "A SQLite file has one server.");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var site = await Site.StartAsync(engine);
        await using var replica = await site.Server.StartReplicaAsync(new ServerSetup { Time = time });
        await site.ArticleAsync("a", "PUBLISHED", "news");
        await AskAsync(replica, "{ channel(name: \"news\") { description } }");
        await site.Publisher.DoAsync("describeChannel", Input, "__typename", new { name = "news", description = "New." });

        time.Advance(TimeSpan.FromSeconds(TermChanges.Age));
        Assert.Equal("New.", (await AskAsync(replica, "{ channel(name: \"news\") { description } }")).At("channel", "description").GetString());
    }

    [Theory, EachEngine]
    public async Task A_channel_without_articles_is_shown_while_it_has_a_line_and_is_not_listed(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.Publisher.DoAsync("describeChannel", Input, "__typename", new { name = "soon", description = "  Soon.\n" });
        var data = await site.Anybody.QueryAsync("{ channel(name: \"soon\") { description articles { totalCount nodes { id } } } channels { name } }");
        Assert.Equal("Soon.", data.At("channel", "description").GetString());
        Assert.Equal(0, data.At("channel", "articles", "totalCount").GetInt32());
        Assert.Empty(data.GetProperty("channels").EnumerateArray());

        var payload = await site.Publisher.DoAsync("describeChannel", Input, "channel { name }", new { name = "soon" });
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("channel").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await site.Anybody.QueryAsync("{ channel(name: \"soon\") { name } }")).GetProperty("channel").ValueKind);
    }

    [Theory, EachEngine]
    public async Task It_is_one_line(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        foreach (var description in (string[])["One.\nTwo.", "One.\u2028Two.", "One.\tTwo."])
        {
            var error = await site.Publisher.RefusedAsync("describeChannel", Input, new { name = "news", description });
            Assert.Equal(("INVALID_INPUT", "[\"description\"]", "MALFORMED"), (error.GetProperty("code").GetString(), error.GetProperty("path").GetRawText(), error.GetProperty("problem").GetString()));
        }
    }

    [Theory, EachEngine]
    public async Task The_same_again_writes_nothing(string engine)
    {
        var statements = new StatementCounter();
        await using var site = await Site.StartAsync(engine, new ServerSetup
        {
            Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(statements)),
        });
        var input = new { name = "news", description = "What happens." };
        await site.Publisher.DoAsync("describeChannel", Input, "__typename", input);
        await site.Publisher.DoAsync("describeChannel", Input, "__typename", new { name = "unknown" });
        await using (var db = site.Server.Database.OpenContext())
            Assert.DoesNotContain("unknown", await db.Set<Term>().Select(t => t.Value).ToListAsync(TestContext.Current.CancellationToken));
        statements.Take();

        await site.Publisher.DoAsync("describeChannel", Input, "__typename", input);
        Assert.DoesNotContain(statements.Take(), s => s.Contains("INSERT", StringComparison.Ordinal) || s.Contains("UPDATE \"Terms\"", StringComparison.Ordinal));
    }

    [Theory, EachEngine]
    public async Task A_name_or_a_line_that_cannot_be_one_is_refused(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var family = "👨‍👩‍👧"; // one character to people, 18 bytes
        await site.Publisher.DoAsync("describeChannel", Input, "__typename", new { name = "news", description = new string('é', 300) });
        foreach (var (input, path, problem) in new (object, string, string)[]
        {
            (new { name = "/news", description = "x" }, "name", "MALFORMED"), (new { name = "", description = "x" }, "name", "MISSING"),
            (new { name = new string('x', 201), description = "x" }, "name", "TOO_LONG"), (new { name = "news", description = " " }, "description", "MISSING"),
            (new { name = "news", description = new string('x', 301) }, "description", "TOO_LONG"),
            (new { name = "news", description = string.Concat(Enumerable.Repeat(family, 100)) }, "description", "TOO_MANY_BYTES"),
        })
        {
            var error = await site.Publisher.RefusedAsync("describeChannel", Input, input);
            Assert.Equal((path, problem), (error.GetProperty("path")[0].GetString(), error.GetProperty("problem").GetString()));
        }
    }

    private static async Task<IReadOnlyList<string>> EverywhereAsync(Site site)
    {
        var data = await AskAsync(site.Server, Everywhere);
        return [.. new[] { data.GetProperty("channel"), data.GetProperty("channels")[0], data.At("article", "channels")[0] }.Select(c => c.GetProperty("description").GetString() ?? "")];
    }

    private static async Task<JsonElement> AskAsync(EngagementServer server, string document) =>
        (await server.Http.GetFromJsonAsync<JsonElement>($"graphql?query={Uri.EscapeDataString(document)}", TestContext.Current.CancellationToken)).GetProperty("data");
}
