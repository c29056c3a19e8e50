using Engagement.Discovery.Trending;
using Engagement.Readers;
using Engagement.Server.Auth;
using Engagement.Server.Hosting;
using GraphQL;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Engagement.Server.Tests.Hosting;

/// <summary>What a test wants otherwise than the default.</summary>
internal sealed record ServerSetup
{
    /// <summary>Each <c>Section:Key=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Default the system's.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Replaces or adds services, last of all.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    public string Environment { get; init; } = "Development";

    /// <summary>Whether the server ranks by itself what trends: that reads comments and writes when it starts, which tests of other things need not know.</summary>
    public bool Ranks { get; init; }
}

/// <summary>The real server, as the program puts it together, on real Kestrel at a port of the system's choice.</summary>
internal sealed class EngagementServer : IAsyncDisposable
{
    /// <summary>Limits of speed are off and there is no sample site, unless a test says otherwise.</summary>
    private static readonly string[] Unhurried =
    [
        "Database:SampleSite=false",
        "RateLimits:QueriesPerCaller=0", "RateLimits:QueriesPerAddress=0",
        "RateLimits:MutationsPerCaller=0", "RateLimits:MutationsPerAddress=0",
        "RateLimits:SubscriptionsPerCaller=0", "RateLimits:SubscriptionsPerAddress=0",
        "Pace:PostsPerMinute=0", "Pace:ReactionsPerMinute=0", "Pace:SharesPerMinute=0", "Pace:SharesPerAddress=0",
    ];

    private readonly WebApplication _app;
    private readonly bool _isFirst;
    private readonly HttpClient _http;
    private readonly DevelopmentTokens _tokens;

    /// <summary>Each server of the process has a schema of the same classes; the program has one, and looks at them once anyway.</summary>
    static EngagementServer() => GlobalSwitches.EnableReflectionCaching = true;

    private EngagementServer(WebApplication app, TestDatabase database, string folder, bool isFirst, RecordedLogs logs)
    {
        (_app, Database, Folder, _isFirst, Logs) = (app, database, folder, isFirst, logs);
        Address = new Uri(app.Urls.Single());
        _http = new HttpClient { BaseAddress = Address };
        Client = new GraphQLClient(_http);
        _tokens = app.Services.GetRequiredService<DevelopmentTokens>();
    }

    /// <summary>The root, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address { get; }

    /// <summary>Without a token; for what is not GraphQL.</summary>
    public HttpClient Http => _http;

    public GraphQLClient Client { get; }
    public IServiceProvider Services => _app.Services;
    public TestDatabase Database { get; }

    /// <summary>The storage folder.</summary>
    public string Folder { get; }

    public RecordedLogs Logs { get; }

    /// <summary>Starts a server over a database of its own; skips the test where the engine is not there.</summary>
    public static async Task<EngagementServer> StartAsync(string engine, ServerSetup? setup = null) =>
        await StartAsync(await TestDatabase.CreateAsync(engine), setup);

    /// <summary>Starts a server over a database, which goes with it.</summary>
    public static async Task<EngagementServer> StartAsync(TestDatabase database, ServerSetup? setup = null) =>
        await StartAsync(database, Directory.CreateTempSubdirectory("engagement-test-").FullName, isFirst: true, setup);

    /// <summary>One more server over the same database and storage folder; on SQLite only after this one has stopped.</summary>
    public Task<EngagementServer> StartReplicaAsync(ServerSetup? setup = null) => StartAsync(Database, Folder, isFirst: false, setup);

    /// <summary>A token that this server and its replicas believe, an hour long.</summary>
    /// <param name="subject">Who it is.</param>
    /// <param name="roles">Beside what every token may.</param>
    /// <param name="name">Default the subject.</param>
    public string Token(string subject, Roles roles = Roles.Reader, string? name = null, params string[] badges) =>
        _tokens.Issue(subject, roles, name ?? subject, badges, TimeSpan.FromHours(1));

    /// <summary>Stops as on SIGTERM; the database stays until this is disposed.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync(); // stops, if need be
        if (_isFirst)
            await DropAsync(Database, Folder);
    }

    private static async Task<EngagementServer> StartAsync(TestDatabase database, string folder, bool isFirst, ServerSetup? setup)
    {
        setup ??= new ServerSetup();
        WebApplication? app = null;
        try
        {
            var logs = new RecordedLogs();
            app = Build(database, folder, setup, logs);
            await app.StartServerAsync(TestContext.Current.CancellationToken);
            return new EngagementServer(app, database, folder, isFirst, logs);
        }
        catch
        {
            if (app is not null)
                await app.DisposeAsync();
            if (isFirst)
                await DropAsync(database, folder);
            throw;
        }
    }

    private static WebApplication Build(TestDatabase database, string folder, ServerSetup setup, RecordedLogs logs)
    {
        string[] settings =
        [
            $"environment={setup.Environment}",
            $"contentRoot={folder}",
            "urls=http://127.0.0.1:0",
            $"Storage:Directory={folder}",
            $"Database:Provider={database.Engine}",
            $"Database:ConnectionString={database.ConnectionString}",
            .. Unhurried,
            .. setup.Settings,
        ];
        return ServerHost.Build(settings, builder =>
        {
            builder.Logging.ClearProviders().AddProvider(logs);
            builder.Services.AddGraphQL(graph => graph.AddSchemaVisitor<DeclaredErrors>());
            if (setup.Time is { } time)
                builder.Services.Replace(ServiceDescriptor.Singleton(time));
            if (!setup.Ranks)
                builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(TrendingWorker)));
            setup.Services?.Invoke(builder.Services);
        });
    }

    private static async Task DropAsync(TestDatabase database, string folder)
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
