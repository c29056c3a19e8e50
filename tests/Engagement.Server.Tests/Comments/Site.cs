using System.Text.Json;
using Engagement.Readers;
using Engagement.Server.Auth;
using Engagement.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Comments;

/// <summary>A running server with people and articles, as tests of threads want it: no limits but those that a test sets.</summary>
internal sealed class Site : IAsyncDisposable
{
    private static readonly string[] NoLimits =
    [
        "Pace:PostsPerMinute=0", "Pace:ReactionsPerMinute=0",
        "RateLimits:QueriesPerCaller=0", "RateLimits:MutationsPerCaller=0", "RateLimits:SubscriptionsPerCaller=0",
        "RateLimits:QueriesPerAddress=0", "RateLimits:MutationsPerAddress=0", "RateLimits:SubscriptionsPerAddress=0",
    ];

    private readonly DevelopmentTokens _tokens;

    private Site(EngagementServer server)
    {
        Server = server;
        _tokens = ActivatorUtilities.CreateInstance<DevelopmentTokens>(server.Services, TimeProvider.System); // tokens are held to the real time
        Alice = Person("alice");
        Bob = Person("bob");
        Mod = Person("mod", Roles.Moderator);
        Admin = Person("admin", Roles.Admin);
        Publisher = Person("publisher", Roles.Publisher);
        Anybody = new Person(server.Client, "anybody", null);
    }

    public EngagementServer Server { get; }
    public Person Alice { get; }
    public Person Bob { get; }
    public Person Mod { get; }
    public Person Admin { get; }
    public Person Publisher { get; }

    /// <summary>Without a token.</summary>
    public Person Anybody { get; }

    /// <summary>Starts one; skips the test where the engine is not there. Settings given win over those that turn limits off.</summary>
    public static Task<Site> StartAsync(string engine, TimeProvider? time = null, params string[] settings) =>
        StartAsync(engine, new ServerSetup { Time = time, Settings = settings });

    /// <inheritdoc cref="StartAsync(string, TimeProvider?, string[])"/>
    public static async Task<Site> StartAsync(string engine, ServerSetup setup) =>
        new(await EngagementServer.StartAsync(engine, setup with { Settings = [.. NoLimits, .. setup.Settings] }));

    /// <summary>Somebody with a token of their own.</summary>
    public Person Person(string subject, Roles roles = Roles.Reader, params string[] badges) =>
        new(Server.Client, subject, _tokens.Issue(subject, roles, subject, badges, TimeSpan.FromHours(1)));

    /// <summary>Somebody who runs the campaigns of these advertisers.</summary>
    public Person Manager(string subject, params string[] advertisers) =>
        new(Server.Client, subject, _tokens.Issue(subject, Roles.Sponsor, subject, [], TimeSpan.FromHours(1), advertisers));

    /// <summary>Registers an article, or changes it; its id.</summary>
    public async Task<string> ArticleAsync(string key = "an-article", string state = "PUBLISHED", params string[] channels)
    {
        var payload = await Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "articles { id }", new
        {
            articles = new[] { new { key, url = $"https://news.example/{key}", title = key, state, channels } },
        });
        return payload.GetProperty("articles")[0].GetProperty("id").GetString()!;
    }

    /// <summary>An article's id by its key.</summary>
    public async Task<string> IdAsync(string key) =>
        (await Anybody.QueryAsync("query($key: String!) { article(by: {key: $key}) { id } }", new { key })).GetProperty("article").GetProperty("id").GetString()!;

    /// <summary>Makes one of two articles.</summary>
    public Task MergeAsync(string fromKey, string intoKey) => Publisher.DoAsync("mergeArticles", "MergeArticlesInput", "__typename", new { fromKey, intoKey });

    /// <summary>An article's version as it is now: an answer that depends on the caller is not kept.</summary>
    public async Task<long> VersionAsync(string articleId) =>
        (await Anybody.QueryAsync("query($id: ID!) { article(by: {id: $id}) { version viewerReaction } }", new { id = articleId })).GetProperty("article").GetProperty("version").GetInt64();

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();
}

/// <summary>Somebody who uses the service.</summary>
internal sealed record Person(GraphQLClient Client, string Subject, string? Token)
{
    private const string Selection = "errors { __typename code message path ... on InvalidInput { problem limit } }";

    public Task<JsonElement> QueryAsync(string document, object? variables = null) => Client.QueryAsync(document, variables, Token);

    /// <summary>Runs a mutation of one input; its payload, which has no errors.</summary>
    public async Task<JsonElement> DoAsync(string mutation, string inputType, string selection, object input)
    {
        var payload = await TryAsync(mutation, inputType, selection, input);
        Assert.Equal("[]", payload.GetProperty("errors").GetRawText());
        return payload;
    }

    /// <summary>Runs a mutation of one input; its payload, errors or not.</summary>
    public async Task<JsonElement> TryAsync(string mutation, string inputType, string selection, object input) =>
        (await QueryAsync($"mutation($input: {inputType}!) {{ {mutation}(input: $input) {{ {selection} {Selection} }} }}", new { input })).GetProperty(mutation);

    /// <summary>Runs a mutation that is refused; its only error.</summary>
    public async Task<JsonElement> RefusedAsync(string mutation, string inputType, object input) =>
        Assert.Single((await TryAsync(mutation, inputType, "__typename", input)).GetProperty("errors").EnumerateArray());

    /// <summary>Posts a comment; its id.</summary>
    public async Task<string> PostAsync(string articleId, string body, string? parentId = null, string? idempotencyKey = null) =>
        (await DoAsync("postComment", "PostCommentInput", "comment { id }", new { articleId, parentId, body, idempotencyKey }))
            .GetProperty("comment").GetProperty("id").GetString()!;
}
